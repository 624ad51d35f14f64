#include "ui/export/headless.h"

#include "ui/app/startup.h"
#include "ui/canvas/geometry.h"
#include "ui/export/picture.h"
#include "ui/window/main_window.h"

#include <map>

namespace troupe::ui {

HeadlessPictures::HeadlessPictures(int& argc, char** argv) : m_argc(argc), m_argv(argv) {}

HeadlessPictures::~HeadlessPictures() = default;

MainWindow& HeadlessPictures::windowOf(core::Session& session) {
    if (!m_application) {
        useNoScreen();
        m_application = makeApplication(m_argc, m_argv);
        m_window = std::make_unique<MainWindow>(ThemeName::light);
    }
    if (&m_window->playground().session() != &session) m_window->showSession(session);
    return *m_window;
}

core::Expected<void> HeadlessPictures::write(const core::PictureRequest& request,
                                             core::Session& session) {
    const std::optional<PictureKind> kind = pictureKind(request.kind);
    if (!kind) return core::Error{core::text("cli.exportKind", request.kind), "--export", {}};
    return savePicture(windowOf(session), *kind, request.path);
}

core::PositionOf HeadlessPictures::positions(const core::Session& session) {
    // The window only reads a session that is not its own; the table hands it out as const.
    MainWindow& window = windowOf(const_cast<core::Session&>(session));
    std::map<std::string, core::Position, std::less<>> places;
    for (const auto& [name, point] : accentPoints(window))
        places[name] = core::Position{point.x(), point.y()};
    return [places](std::string_view name) -> std::optional<core::Position> {
        const auto at = places.find(name);
        return at == places.end() ? std::nullopt : std::optional(at->second);
    };
}

} // namespace troupe::ui
