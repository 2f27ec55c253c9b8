#include "http/static_files.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/ascii.hpp"
#include "base/codec.hpp"
#include "base/digest.hpp"
#include "base/quality.hpp"
#include "base/text.hpp"
#include "http/header_text.hpp"

namespace loyalty::http {
namespace {

bool is_base64url(char c) { return is_letter_or_digit(c) || c == '-' || c == '_'; }

Response answer_file(const Request& request, const StaticFile& file, const std::string& tag,
                     bool is_immutable) {
  const bool has_variants = !file.gzip.empty() || !file.brotli.empty();
  const ContentCoding coding =
      choose_coding(request.header("accept-encoding"), !file.gzip.empty(), !file.brotli.empty());
  Response response;
  response.static_body = file.bytes;
  const char* suffix = "";
  if (coding == ContentCoding::brotli) {
    response.static_body = file.brotli;
    response.set("Content-Encoding", "br");
    suffix = "-br";
  } else if (coding == ContentCoding::gzip) {
    response.static_body = file.gzip;
    response.set("Content-Encoding", "gzip");
    suffix = "-gz";
  }
  const std::string entity_tag = "\"" + tag + suffix + "\"";
  if (has_variants) response.set("Vary", "Accept-Encoding");
  response.set("Cache-Control", is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (matches_entity_tag(request.header("if-none-match"), entity_tag)) {
    response.status = 304;
    response.static_body = {};
    std::erase_if(response.headers, [](const auto& header) { return header.first == "Content-Encoding"; });
  } else {
    response.content_type = file.content_type;
  }
  response.set("ETag", entity_tag);
  return response;
}

}  // namespace

StaticFiles::StaticFiles(const std::vector<StaticFile>& files) {
  entries_.reserve(files.size());
  for (const StaticFile& file : files) {
    const Digest digest = sha256({file.bytes});
    entries_.push_back({file, to_base64url(as_text(digest).substr(0, 15)), has_hashed_name(file.path)});
  }
  std::ranges::sort(entries_,
                    [](const Entry& left, const Entry& right) { return left.file.path < right.file.path; });
  const auto twin = std::ranges::adjacent_find(
      entries_, [](const Entry& left, const Entry& right) { return left.file.path == right.file.path; });
  if (twin != entries_.end()) throw std::logic_error("two files at " + std::string(twin->file.path));
}

std::optional<Response> StaticFiles::answer(const Request& request) const {
  return answer(request, request.path);
}

std::optional<Response> StaticFiles::answer(const Request& request, std::string_view path) const {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  const auto entry = std::ranges::lower_bound(entries_, path, {},
                                              [](const Entry& candidate) { return candidate.file.path; });
  if (entry == entries_.end() || entry->file.path != path) return std::nullopt;
  return answer_file(request, entry->file, entry->tag, entry->is_immutable);
}

bool has_hashed_name(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  const auto dot = name.find_last_of('.');
  if (dot == std::string_view::npos || dot < 9) return false;
  const std::string_view hash = name.substr(dot - 8, 8);
  const char before = name[dot - 9];
  // A hash has a digit or a capital; "-fallback" and the like do not.
  return (before == '-' || before == '.') && std::ranges::all_of(hash, is_base64url) &&
         std::ranges::any_of(hash, [](char c) { return is_digit(c) || is_upper(c); });
}

ContentCoding choose_coding(std::string_view accept_encoding, bool has_gzip, bool has_brotli) {
  int any = 0;
  int gzip = -1;
  int brotli = -1;
  int identity = -1;
  while (!accept_encoding.empty()) {
    std::string_view parameters = take_until(accept_encoding, ',');
    const std::string_view coding = trim_blanks(take_until(parameters, ';'));
    const int quality = parse_quality(parameters);
    if (equal_ignoring_case(coding, "br")) brotli = quality;
    if (equal_ignoring_case(coding, "gzip") || equal_ignoring_case(coding, "x-gzip")) gzip = quality;
    if (equal_ignoring_case(coding, "identity")) identity = quality;
    if (coding == "*") any = quality;
  }
  brotli = has_brotli ? (brotli >= 0 ? brotli : any) : 0;
  gzip = has_gzip ? (gzip >= 0 ? gzip : any) : 0;
  if (brotli > 0 && brotli >= gzip && brotli >= identity) return ContentCoding::brotli;
  if (gzip > 0 && gzip >= identity) return ContentCoding::gzip;
  return ContentCoding::identity;
}

bool matches_entity_tag(std::string_view if_none_match, std::string_view tag) {
  while (!if_none_match.empty()) {
    std::string_view candidate = trim_blanks(take_until(if_none_match, ','));
    if (candidate == "*") return true;
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == tag) return true;
  }
  return false;
}

}  // namespace loyalty::http
