// Must not compile: a Counter lists no Line (S3.5, D3).
#include "../support/sample_actors.h"

namespace troupe::samples {

TellOutcome tellWhatItDoesNotList(const Ref<Counter>& counter) {
    return counter.tell(Line{"no"});
}

} // namespace troupe::samples
