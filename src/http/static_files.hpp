// Files inside the program, served with validators, compressed variants and cache rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace loyalty::http {

// All views live as long as the program.
struct StaticFile {
  std::string_view path;  // as requested: "/assets/index-BX3kfj2a.js"
  std::string_view bytes;
  std::string_view content_type;
  std::string_view gzip;    // the same bytes compressed; empty: no such variant
  std::string_view brotli;  // likewise
};

class StaticFiles {
 public:
  // Throws std::logic_error when two files have one path.
  explicit StaticFiles(const std::vector<StaticFile>& files);

  // None for a path that is no file, and for any method but GET and HEAD.
  std::optional<Response> answer(const Request& request) const;
  // The file at `path`, whatever the request's path is (a page that serves many paths).
  std::optional<Response> answer(const Request& request, std::string_view path) const;

 private:
  struct Entry {
    StaticFile file;
    std::string tag;  // of the digest, without quotes
    bool is_immutable = false;
  };
  std::vector<Entry> entries_;  // sorted by path
};

// Whether the name carries a digest of its content ("index-BX3kfj2a.js"), so that it never changes.
bool has_hashed_name(std::string_view path);

enum class ContentCoding { identity, gzip, brotli };

// The best coding that an Accept-Encoding header takes among the ones there are.
ContentCoding choose_coding(std::string_view accept_encoding, bool has_gzip, bool has_brotli);

// Whether an If-None-Match header names this entity tag (with its quotes), compared weakly.
bool matches_entity_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace loyalty::http
