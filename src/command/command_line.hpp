// The command line: which verb was asked for, and with what.
#pragma once

namespace loyalty {

// The program's exit code: 0 done, 1 failed, 2 wrong usage. A failure is one line on standard error.
int run_command_line(int argc, const char* const* argv);

}  // namespace loyalty
