#include "clients/cli/media_type.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"

namespace entente {
namespace {

// What people attach.
constexpr std::pair<absl::string_view, absl::string_view> kTypes[] = {
    {"pdf", "application/pdf"},
    {"doc", "application/msword"},
    {"docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"odt", "application/vnd.oasis.opendocument.text"},
    {"rtf", "application/rtf"},
    {"txt", "text/plain"},
    {"md", "text/markdown"},
    {"html", "text/html"},
    {"xls", "application/vnd.ms-excel"},
    {"xlsx",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {"csv", "text/csv"},
    {"ppt", "application/vnd.ms-powerpoint"},
    {"pptx",
     "application/vnd.openxmlformats-officedocument.presentationml."
     "presentation"},
    {"odp", "application/vnd.oasis.opendocument.presentation"},
    {"eml", "message/rfc822"},
    {"msg", "application/vnd.ms-outlook"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"png", "image/png"},
    {"gif", "image/gif"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"heic", "image/heic"},
    {"webp", "image/webp"},
    {"mp3", "audio/mpeg"},
    {"m4a", "audio/mp4"},
    {"wav", "audio/wav"},
    {"mp4", "video/mp4"},
    {"mov", "video/quicktime"},
    {"zip", "application/zip"},
};

}  // namespace

absl::string_view MediaTypeOf(absl::string_view file_name) {
  const size_t dot = file_name.rfind('.');
  if (dot == absl::string_view::npos) return "";
  const std::string ending = absl::AsciiStrToLower(file_name.substr(dot + 1));
  for (const auto& [known, type] : kTypes) {
    if (ending == known) return type;
  }
  return "";
}

}  // namespace entente
