// Joining a program, alone or at the counter: shapes of /loyalty/programs, /loyalty/enroll and POST
// /vendor/loyalty/cards.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schemas/card.hpp"
#include "schemas/checks.hpp"
#include "schemas/company.hpp"
#include "schemas/program.hpp"
#include "schemas/reader.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct EnrolRequest {
  static constexpr std::string_view schema_name = "EnrolRequest";
  std::string first_name = {};
  std::optional<std::string> last_name = {};
  std::optional<std::string> email = {};  // normalised
  std::optional<std::string> phone = {};  // as typed: its normal form depends on the vendor's country
  std::optional<std::string> birth_date = {};
  std::optional<std::string> locale = {};
  bool marketing_consent = false;
  bool terms_accepted = false;
};
template <class Fields>
void describe_fields(Fields& f, EnrolRequest& r) {
  f("first_name", r.first_name, text(1, 80));
  f("last_name", r.last_name, text(0, 80));
  f("email", r.email, email_text());
  f("phone", r.phone, phone_text());
  f("birth_date", r.birth_date, birth_date_text());
  f("locale", r.locale, locale_text());
  f("marketing_consent", r.marketing_consent, Rule{}.or_default());
  f("terms_accepted", r.terms_accepted, Rule{}.described("Must be true."));
}
// An e-mail address or a telephone number is needed, and the terms must be accepted.
void check_shape(const EnrolRequest& request, Reading& reading);

// What is told of a card that somebody joined with, whoever is told.
struct EnrolledCard {
  bool already_enrolled = false;
  std::string card_url = {};
  const CardWithCustomer& holder = blank<CardWithCustomer>();
  const Program& program = blank<Program>();
  WalletLinks wallet_links = {};
};
template <class Fields>
void describe_fields(Fields& f, const EnrolledCard& a) {
  f("already_enrolled", a.already_enrolled);
  f("card_url", a.card_url);
  f("qr_code_data", make_qr_text(a.holder.card));
  describe_fields(f, a.wallet_links);
}

struct EnrolAnswer {
  static constexpr std::string_view schema_name = "EnrolAnswer";
  EnrolledCard enrolled = {};
};
template <class Fields>
void describe_fields(Fields& f, const EnrolAnswer& a) {
  describe_fields(f, a.enrolled);
  f("card", HolderCard{a.enrolled.holder, a.enrolled.program});
}

// To a customer who has a card already: nothing about it, because anyone can type another's address.
struct AlreadyEnrolledAnswer {
  static constexpr std::string_view schema_name = "AlreadyEnrolledAnswer";
  bool already_enrolled = true;
  bool link_sent = false;
  std::optional<std::int64_t> retry_after_seconds = {};
};
template <class Fields>
void describe_fields(Fields& f, const AlreadyEnrolledAnswer& a) {
  f("already_enrolled", a.already_enrolled);
  f("link_sent", a.link_sent,
    Rule{}.described("The card's link went to the e-mail address that was typed, just now or lately."));
  f("retry_after_seconds", a.retry_after_seconds,
    Rule{}.described("A second mail is not sent before; null when none was sent."));
}

// At the counter, new or not.
struct CounterEnrolAnswer {
  static constexpr std::string_view schema_name = "CounterEnrolAnswer";
  EnrolledCard enrolled = {};
};
template <class Fields>
void describe_fields(Fields& f, const CounterEnrolAnswer& a) {
  describe_fields(f, a.enrolled);
  f("card", CardAnswer{a.enrolled.holder, a.enrolled.program});
}

// What an enrolment page shows.
struct JoinPage {
  static constexpr std::string_view schema_name = "JoinPage";
  const Vendor& vendor = blank<Vendor>();
  const Program& program = blank<Program>();
  bool can_send_link = false;
};
template <class Fields>
void describe_fields(Fields& f, const JoinPage& a) {
  f("vendor", PublicVendor{a.vendor});
  f("program", ProgramLook{a.program});
  f("can_send_link", a.can_send_link, Rule{}.described("Whether a card's link can be sent by mail."));
}

}  // namespace loyalty
