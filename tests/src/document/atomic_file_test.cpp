#include "document/atomic_file.h"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace troupe::core {
namespace {

class AtomicFile : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "atomicXXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_folder = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    std::size_t filesInFolder() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(m_folder),
                                                      std::filesystem::directory_iterator()));
    }

    std::filesystem::path m_folder;
};

TEST_F(AtomicFile, ReplacesTheWholeFileAndKeepsItsMode) {
    const auto path = m_folder / "a.troupe";
    ASSERT_TRUE(writeFileAtomically(path, "old and longer"));
    ASSERT_EQ(::chmod(path.c_str(), 0600), 0);

    ASSERT_TRUE(writeFileAtomically(path, "new"));

    EXPECT_EQ(readWholeFile(path, 100).value(), "new");
    struct stat info {};
    ASSERT_EQ(::stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    EXPECT_EQ(filesInFolder(), 1U);
}

TEST_F(AtomicFile, AFailureLeavesTheOldFileAndNoTemporary) {
    const auto path = m_folder / "folder";
    std::filesystem::create_directory(path);

    const auto saved = writeFileAtomically(path, "x");

    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().where, path.string());
    EXPECT_EQ(filesInFolder(), 1U);
    EXPECT_FALSE(writeFileAtomically(m_folder / "no" / "such", "x"));
}

TEST_F(AtomicFile, FollowsASymbolicLink) {
    const auto target = m_folder / "target";
    ASSERT_TRUE(writeFileAtomically(target, "old"));
    std::filesystem::create_symlink(target, m_folder / "link");

    ASSERT_TRUE(writeFileAtomically(m_folder / "link", "new"));

    EXPECT_TRUE(std::filesystem::is_symlink(m_folder / "link"));
    EXPECT_EQ(readWholeFile(target, 100).value(), "new");
}

TEST_F(AtomicFile, NeverReadsMoreThanTheLimit) {
    const auto path = m_folder / "a";
    ASSERT_TRUE(writeFileAtomically(path, std::string(1000, 'x')));

    EXPECT_TRUE(readWholeFile(path, 1000));
    EXPECT_FALSE(readWholeFile(path, 999));
    EXPECT_FALSE(readWholeFile("/dev/zero", 1'000'000));
    EXPECT_FALSE(readWholeFile(m_folder, 1000));
    EXPECT_FALSE(readWholeFile(m_folder / "missing", 1000));
}

} // namespace
} // namespace troupe::core
