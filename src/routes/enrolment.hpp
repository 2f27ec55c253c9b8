// Joining a program: for everybody, without sign-in.
#pragma once

#include "routes/call.hpp"
#include "schemas/enrolment.hpp"
#include "services/enrolment.hpp"

namespace loyalty::routes {

awaitable<Response> view_join_page(Call& call);
awaitable<Response> enrol_customer(Call& call);

// Where the code leads to. vendor_not_found, program_not_found.
awaitable<Outcome<EnrolmentPlace>> find_place(Call& call, std::string_view typed_code);
// The command for an enrolment at the vendor, or the answer that says what is wrong with it.
awaitable<Result<Enrol, Response>> prepare_enrolment(Call& call, const EnrolRequest& body,
                                                     std::string_view vendor_code);
// The holder's page: {public_url}/c/{card_token}.
std::string card_url(const Call& call, const Card& card);

}  // namespace loyalty::routes
