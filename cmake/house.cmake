# One library a layer: what may include what is what may link what.

option(LOYALTY_TESTS "Build the tests" ON)
option(LOYALTY_BENCH "Build the benchmarks" OFF)
option(LOYALTY_FUZZ "Build the fuzzers" OFF)
option(LOYALTY_TEST_PARTS "Run a test program's cases in a few processes, not each in one of its own" OFF)
option(LOYALTY_WEB_TESTS "Let ctest run the web's own tests" OFF)
set(LOYALTY_SANITIZE "" CACHE STRING "address,undefined or thread; empty for none")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(house INTERFACE)
target_compile_options(house INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  -Wold-style-cast -Wimplicit-fallthrough -Wunused -Woverloaded-virtual
  -Wno-missing-designated-field-initializers -Werror -fno-omit-frame-pointer>)
target_include_directories(house INTERFACE ${CMAKE_SOURCE_DIR}/src)
add_link_options(-fuse-ld=lld)

if(LOYALTY_SANITIZE)
  add_compile_options(-fsanitize=${LOYALTY_SANITIZE})
  add_link_options(-fsanitize=${LOYALTY_SANITIZE})
  if(LOYALTY_SANITIZE MATCHES undefined)
    add_compile_options(-fno-sanitize-recover=undefined)
    # Boost 1.81 compares function pointers of visibility-hidden templates; the rest of UBSan stays on.
    add_compile_options(-fno-sanitize=function)
  endif()
endif()

macro(add_third_party)
  find_package(Threads REQUIRED)
  find_package(OpenSSL REQUIRED)
  find_package(SQLite3 REQUIRED)
  find_package(spdlog REQUIRED)
  find_package(date REQUIRED)
  find_package(CLI11 REQUIRED)
  find_package(PNG REQUIRED)
  find_package(ZLIB REQUIRED)
  find_package(prometheus-cpp REQUIRED COMPONENTS core)
  find_package(Boost 1.81 REQUIRED COMPONENTS json)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
  pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo pangofc cairo-pdf cairo-svg libwoff2dec)
  # Its -pthread means nothing to a libc that has threads in itself, and would part what includes it from the
  # headers compiled once.
  set_target_properties(PkgConfig::PANGOCAIRO PROPERTIES INTERFACE_COMPILE_OPTIONS "")
  pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
  pkg_check_modules(CRYPT REQUIRED IMPORTED_TARGET libcrypt)
  pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
  pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl>=7.87)

  add_library(third_party_base INTERFACE)
  target_link_libraries(third_party_base INTERFACE Threads::Threads OpenSSL::Crypto spdlog::spdlog date::date-tz
    prometheus-cpp::core PkgConfig::CRYPT PkgConfig::UTF8PROC ZLIB::ZLIB)

  # Asio and Beast are compiled once, here, and not in every file that includes them.
  add_library(third_party_asio STATIC cmake/asio.cpp cmake/beast.cpp)
  target_compile_definitions(third_party_asio PUBLIC BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
    BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_ARRAY)
  target_link_libraries(third_party_asio PUBLIC Boost::headers Threads::Threads OpenSSL::SSL)

  add_library(third_party_json INTERFACE)
  target_link_libraries(third_party_json INTERFACE Boost::json)
endmacro()

# Precompiled headers have no time of their own, so that a compiler cache knows them again.
set(precompiled_options "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")

# What most files of a layer include from libraries.
set(standard_headers <algorithm> <array> <charconv> <chrono> <cstdint> <functional> <map> <memory> <optional> <span>
  <stdexcept> <string> <string_view> <unordered_map> <utility> <variant> <vector>)

# loyalty_layer(name ABOVE layers... USES libraries... PRECOMPILED headers... | PRECOMPILED_AS layer): src/<name>/**.cpp
# as one static library, or headers alone. The standard library's headers, and those named, are compiled once for it, or
# with those of another layer.
function(loyalty_layer name)
  cmake_parse_arguments(ARG "" "PRECOMPILED_AS" "ABOVE;USES;PRECOMPILED" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.hpp)
  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC house ${ARG_ABOVE} ${ARG_USES})
    if(ARG_PRECOMPILED_AS)
      target_precompile_headers(${name} REUSE_FROM ${ARG_PRECOMPILED_AS})
    else()
      target_precompile_headers(${name} PRIVATE ${standard_headers} ${ARG_PRECOMPILED})
    endif()
    target_compile_options(${name} PRIVATE ${precompiled_options})
    if(LOYALTY_FUZZ)
      target_compile_options(${name} PRIVATE -fsanitize=fuzzer-no-link)
    endif()
  elseif(headers)
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE house ${ARG_ABOVE} ${ARG_USES})
  endif()
endfunction()

# loyalty_test_options(target): how tests are compiled. Under a sanitizer without optimisation, for optimised checks of
# thousands of expectations take several times as long to compile, and nobody waits for the tests' own code.
function(loyalty_test_options target)
  target_compile_options(${target} PRIVATE ${precompiled_options})
  if(LOYALTY_SANITIZE)
    target_compile_options(${target} PRIVATE -O0)
  endif()
endfunction()

# loyalty_test_parts(name prefix count filter properties... [ENVIRONMENT settings]): those of the program's cases that
# the filter of GoogleTest selects, in so many processes. Where starting a process is slow (a sanitizer), or each case
# takes the emptied database of the one before, this saves most of the time.
function(loyalty_test_parts name prefix count filter)
  cmake_parse_arguments(ARG "" "" "ENVIRONMENT" ${ARGN})
  foreach(part RANGE 1 ${count})
    math(EXPR index "${part} - 1")
    set(environment GTEST_TOTAL_SHARDS=${count} GTEST_SHARD_INDEX=${index} ${ARG_ENVIRONMENT})
    add_test(NAME ${prefix}.${part} COMMAND ${name}_test --gtest_filter=${filter} --gtest_brief=1)
    set_tests_properties(${prefix}.${part} PROPERTIES ${ARG_UNPARSED_ARGUMENTS} TIMEOUT 900 COST 100
      ENVIRONMENT "${environment}")
  endforeach()
endfunction()

# loyalty_tests(name ABOVE libraries...): tests/<name>/**.cpp as one program, every case known to ctest, or with
# LOYALTY_TEST_PARTS in PARTS processes (default 1). EACH_ALONE: its cases are of whole programs and never share a process.
# POSTGRES: some need a server of PostgreSQL, which ctest starts before and stops after. AGAIN_ON_POSTGRES filter: those
# that the filter of GoogleTest selects run a second time, with that engine for their database; AGAIN_ON_PGBOUNCER filter:
# with a pool before it.
function(loyalty_tests name)
  cmake_parse_arguments(ARG "POSTGRES;EACH_ALONE" "TIMEOUT;PARTS;AGAIN_ON_POSTGRES;AGAIN_ON_PGBOUNCER" "ABOVE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_test ${sources})
  target_include_directories(${name}_test PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${name}_test PRIVATE ${ARG_ABOVE} GTest::gtest GTest::gmock GTest::gtest_main)
  loyalty_test_options(${name}_test)
  if(test_support IN_LIST ARG_ABOVE)
    target_precompile_headers(${name}_test REUSE_FROM test_support)
  else()
    target_precompile_headers(${name}_test REUSE_FROM test_ground)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  if(NOT ARG_PARTS)
    set(ARG_PARTS 1)
  endif()
  set(properties LABELS ${name})
  if(ARG_POSTGRES)
    list(APPEND properties FIXTURES_REQUIRED postgres)
    add_dependencies(${name}_test keep_postgres)
  endif()
  if(LOYALTY_TEST_PARTS AND NOT ARG_EACH_ALONE)
    loyalty_test_parts(${name} ${name} ${ARG_PARTS} * ${properties})
  else()
    gtest_discover_tests(${name}_test DISCOVERY_MODE PRE_TEST TEST_PREFIX "${name}."
      PROPERTIES ${properties} TIMEOUT ${ARG_TIMEOUT})
  endif()
  foreach(engine postgres pgbouncer)
    string(TOUPPER AGAIN_ON_${engine} again)
    if(ARG_${again})
      gtest_discover_tests(${name}_test DISCOVERY_MODE PRE_TEST TEST_PREFIX "${name}.${engine}."
        TEST_FILTER "${ARG_${again}}" TEST_LIST ${name}_test_${again}
        PROPERTIES ${properties} TIMEOUT ${ARG_TIMEOUT} ENVIRONMENT LOYALTY_TEST_ENGINE=${engine})
    endif()
  endforeach()
endfunction()

# embed_files(target name folder pattern): the folder's files inside the program, as embedded::<name>() (name, bytes),
# in the order of their names.
function(embed_files target name folder pattern)
  if(NOT TARGET ${target})
    return()
  endif()
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/${pattern})
  list(SORT files)
  set(asm "  .section .rodata\n")
  set(table "")
  set(externs "")
  set(index 0)
  foreach(file ${files})
    set(symbol "loyalty_embedded_${name}_${index}")
    string(APPEND asm "  .global ${symbol}\n  .global ${symbol}_end\n${symbol}:\n  .incbin \"${folder}/${file}\"\n"
      "${symbol}_end:\n  .byte 0\n")
    string(APPEND externs "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
    string(APPEND table "      {\"${file}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    math(EXPR index "${index} + 1")
    list(APPEND paths ${folder}/${file})
  endforeach()
  string(APPEND asm "  .section .note.GNU-stack,\"\",@progbits\n")
  set(base ${CMAKE_BINARY_DIR}/embedded/${name})
  file(CONFIGURE OUTPUT ${base}.S CONTENT "${asm}" @ONLY)
  file(CONFIGURE OUTPUT ${base}.cpp CONTENT "#include \"base/embedded.hpp\"
extern \"C\" {
${externs}}
namespace loyalty::embedded {
std::vector<File> ${name}() {
  return {
${table}  };
}
}  // namespace loyalty::embedded
" @ONLY)
  set_source_files_properties(${base}.S PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${base}.S ${base}.cpp)
endfunction()
