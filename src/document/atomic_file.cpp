#include "document/atomic_file.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace troupe::core {

namespace {

constexpr mode_t kNewFileMode = 0666; // the umask takes from it

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }
    /// False with errno if the last writes failed.
    bool close() {
        if (m_number < 0) return true;
        const int number = m_number;
        m_number = -1;
        return ::close(number) == 0;
    }

private:
    int m_number;
};

std::string reasonOf(int number) {
    return std::generic_category().message(number);
}

Error cannotWrite(const std::filesystem::path& path, int number) {
    return {text("file.cannotWrite", reasonOf(number)), path.string(), text("file.writeNext")};
}

/// 0, or errno.
int writeAll(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        if (written == 0) return ENOSPC;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

/// Fills `path` (a pattern ending in XXXXXX) with a new file. 0, or errno.
int writeTemporary(std::string& path, std::string_view bytes, const struct stat* like) {
    Descriptor file(::mkostemp(path.data(), O_CLOEXEC));
    if (!file.isOpen()) return errno;
    if (const int failed = writeAll(file.number(), bytes)) return failed;
    mode_t mode = 0;
    if (like) {
        mode = like->st_mode & 07777U;
    } else {
        const mode_t mask = ::umask(0);
        ::umask(mask);
        mode = kNewFileMode & ~mask;
    }
    if (::fchmod(file.number(), mode) != 0) return errno;
    if (::fsync(file.number()) != 0) return errno;
    return file.close() ? 0 : errno;
}

int syncFolder(const std::filesystem::path& folder) {
    Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.isOpen()) return errno;
    // some file systems have nothing to synchronise in a folder and say so
    if (::fsync(descriptor.number()) != 0 && errno != EINVAL && errno != EROFS) return errno;
    return 0;
}

std::filesystem::path folderOf(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

} // namespace

Expected<void> writeFileAtomically(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code failed;
    std::filesystem::path target = path;
    if (std::filesystem::is_symlink(path, failed)) {
        target = std::filesystem::weakly_canonical(path, failed);
        if (failed) return cannotWrite(path, failed.value());
    }
    struct stat old {};
    const bool exists = ::stat(target.c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) return cannotWrite(path, EISDIR);

    const std::filesystem::path folder = folderOf(target);
    std::string temporary = (folder / ("." + target.filename().string() + ".XXXXXX")).string();
    int number = writeTemporary(temporary, bytes, exists ? &old : nullptr);
    if (number == 0 && ::rename(temporary.c_str(), target.c_str()) != 0) number = errno;
    if (number != 0) {
        ::unlink(temporary.c_str());
        return cannotWrite(path, number);
    }
    if (const int unsynced = syncFolder(folder)) return cannotWrite(path, unsynced);
    return {};
}

Expected<std::string> readWholeFile(const std::filesystem::path& path, std::size_t limit) {
    const auto cannotRead = [&](int number) {
        return Error{text("file.cannotRead", reasonOf(number)), path.string(),
                     text("file.readNext")};
    };
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen()) return cannotRead(errno);
    struct stat info {};
    if (::fstat(file.number(), &info) != 0) return cannotRead(errno);
    if (S_ISDIR(info.st_mode)) return cannotRead(EISDIR);

    std::string out;
    std::string buffer(65'536, '\0');
    for (;;) {
        const ssize_t got = ::read(file.number(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return cannotRead(errno);
        if (got == 0) return out;
        if (out.size() + static_cast<std::size_t>(got) > limit) {
            return Error{text("file.tooLong", std::to_string(limit)), path.string(),
                         text("json.split")};
        }
        out.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

} // namespace troupe::core
