#include "ui/canvas/state_line.h"

#include "ui/text/core_text.h"

#include "catalogue/catalogue.h"

#include <QCoreApplication>

namespace troupe::ui {
namespace {

constexpr std::size_t kLongestLine = 60; // bytes; the painter cuts to the box

struct StateLine {
    Q_DECLARE_TR_FUNCTIONS(StateLine)
};

QString valueText(const Value& value) {
    const QString text = QString::fromStdString(toText(value, kLongestLine));
    return text.isEmpty() ? QString(QChar(0x2013)) : text;
}

QString headline(const core::ActorView& actor, const core::Kind& kind) {
    const core::StateField* field = actor.field(kind.headline);
    if (!field) return {};
    const bool isContainer =
        field->value.type() == FieldType::list || field->value.type() == FieldType::map;
    if (isContainer || (field->value.isNothing() && field->size > 0))
        return field->size == 1
                   ? QString("%1 = 1").arg(QString::fromStdString(field->name))
                   : QString("%1 %2").arg(field->size).arg(QString::fromStdString(field->name));
    return QString("%1 = %2").arg(QString::fromStdString(field->name), valueText(field->value));
}

QString headlineSetting(const core::ActorEntry& entry, const core::Kind& kind) {
    if (kind.headlineSetting.empty()) return {};
    const auto given = entry.settings.find(kind.headlineSetting);
    const core::Setting* setting = kind.setting(kind.headlineSetting);
    const Value* value = given != entry.settings.end() ? &given->second
                         : setting                     ? &setting->field.initial
                                                       : nullptr;
    if (!value) return {};
    QString text = valueText(*value);
    if (value->type() == FieldType::text) return text;
    return QString("%1 = %2").arg(QString::fromStdString(kind.headlineSetting), text);
}

} // namespace

bool showsFailure(const core::ActorView& actor) {
    return !actor.lastFailure.empty() && (actor.status == core::ActorStatus::crashed ||
                                          actor.status == core::ActorStatus::restarting);
}

QString headlineText(const core::ActorEntry& entry) {
    const core::Kind* kind = core::findKind(entry.kind);
    return kind ? headlineSetting(entry, *kind) : QString();
}

QString stateLine(const core::ActorView& actor, const QString& setting) {
    if (showsFailure(actor)) return failureText(actor.lastFailure);
    if (actor.isSupervisor) return strategyText(actor.strategy);
    const core::Kind* kind = core::findKind(actor.kind);
    if (!kind) return QString::fromStdString(actor.kind);
    const QString state = headline(actor, *kind);
    return state.isEmpty() ? setting : state;
}

QString settingLine(const core::ActorEntry& entry) {
    if (entry.supervision) return strategyText(entry.supervision->strategy);
    const core::Kind* kind = core::findKind(entry.kind);
    if (!kind) return QString::fromStdString(entry.kind);
    const QString line = headlineSetting(entry, *kind);
    return line.isEmpty() ? coreText(kind->title) : line;
}

QString strategyText(Strategy strategy) {
    switch (strategy) {
    case Strategy::oneForOne:
        return StateLine::tr("one-for-one");
    case Strategy::oneForAll:
        return StateLine::tr("one-for-all");
    case Strategy::restForOne:
        return StateLine::tr("rest-for-one");
    }
    return {};
}

QString statusText(const core::ActorView& actor) {
    switch (actor.status) {
    case core::ActorStatus::idle:
        return StateLine::tr("idle");
    case core::ActorStatus::running:
        return StateLine::tr("running");
    case core::ActorStatus::waiting:
        return actor.waitsFor && actor.waitsFor->kind == WaitKind::outbox
                   ? StateLine::tr("waiting for room")
                   : StateLine::tr("waiting for a reply");
    case core::ActorStatus::held:
        return StateLine::tr("held");
    case core::ActorStatus::crashed:
        return StateLine::tr("crashed");
    case core::ActorStatus::restarting:
        return StateLine::tr("restarting");
    case core::ActorStatus::stopping:
        return StateLine::tr("stopping");
    case core::ActorStatus::stopped:
        return StateLine::tr("stopped");
    case core::ActorStatus::stuck:
        return StateLine::tr("stuck");
    }
    return {};
}

} // namespace troupe::ui
