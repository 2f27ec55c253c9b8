// One type of id for each kind of thing, so that they cannot be mixed up.
#pragma once

#include <cstdint>

namespace loyalty {

enum class CompanyId : std::int64_t {};
enum class VendorId : std::int64_t {};
enum class UserId : std::int64_t {};
enum class SessionId : std::int64_t {};
enum class ProgramId : std::int64_t {};
enum class RewardId : std::int64_t {};
enum class PinId : std::int64_t {};
enum class CustomerId : std::int64_t {};
enum class CardId : std::int64_t {};
enum class TransactionId : std::int64_t {};
enum class MailId : std::int64_t {};

}  // namespace loyalty
