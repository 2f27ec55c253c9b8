// What the tests' application has of the web: small documents with every place in them.
#pragma once

#include <vector>

#include "base/embedded.hpp"

namespace loyalty::test {

inline std::vector<embedded::File> make_web_files() {
  return {{"pages/customer.html",
           "<!doctype html><html lang=\"%LANG%\"><title>%TITLE%</title><meta name=\"theme-color\" "
           "content=\"%COLOR%\"><style>i{width:50%}</style>\n<script type=\"application/json\" "
           "id=\"data\">%DATA%</script>\n<div id=\"code\">%CODE%</div><h2>%CAPTION%</h2><p>%NUMBER%</p>"
           "<p>%TROUBLE% %RETRY%</p></html>"},
          {"pages/applications.json",
           R"([{"name":"customer","paths":["/j","/c"],"template":"pages/customer.html","is_filled":true,)"
           R"("worker":{"path":"/customer-worker.js","scope":"/c/"},)"
           R"("policy":{"camera":false,"webassembly":false}},)"
           R"({"name":"terminal","paths":["/terminal"],"template":"pages/terminal.html","is_filled":false,)"
           R"("worker":{"path":"/terminal-worker.js","scope":"/terminal"},)"
           R"("policy":{"camera":true,"webassembly":true}}])"},
          {"pages/terminal.html", "<!doctype html><title>Terminal</title>"},
          {"customer-worker.js", "self"},
          {"terminal-worker.js", "self"},
          {"terminal/manifest.webmanifest", "{}"},
          {"assets/decoder-Ab3dE5gH.wasm", "\1\2"},
          {"glyphs/coffee.svg", "<svg><path d=\"M3 10h14v5\" /></svg>"},
          {"docs/index.html", "<!doctype html><script src=\"docs.js\"></script>"}};
}

}  // namespace loyalty::test
