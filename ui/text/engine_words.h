// The engine's names of events, outcomes and reasons, in the language of the window. Files and
// tables that are exported keep the names themselves. Thread: gui.
#pragma once

#include "session/session.h"
#include "troupe/observe/event.h"

#include <QString>

namespace troupe::ui {

/// One or two words for a column: "sent", "dead letter".
QString eventWord(EventKind kind);
/// After a colon: "%1 decides for %2: restart".
QString directiveWord(Directive directive);
QString askOutcomeWord(AskOutcome outcome);
QString exitReasonWord(ExitReason reason);
/// As short as the tray needs it: "mailbox full".
QString deadReasonWord(DeadReason reason);
/// Whose reason it is comes before: "it had stopped".
QString deadReasonText(DeadReason reason);

QString runStateWord(core::RunState state);
/// Who sent what no actor sent: "outside" in a sentence, "you" beside a message.
QString outsideWord();
QString youWord();

} // namespace troupe::ui
