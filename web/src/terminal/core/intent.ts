// What a person is about to do with a card: the request without its PIN, and how the pages say it.
import {
  type OperationBody,
  type OperationRequest,
  type OperationSubject,
  type Proof,
  withProof,
} from "./operation";
import type { Card, PointsReward, Program, Transaction } from "./types";

export interface Intent {
  operation: OperationBody;
  subject: OperationSubject;
  stamps: number; // given, or taken when below zero
  points: number | null; // null: the server has not said yet how many
  reward: string | null;
  staffPinId: string | null; // whose PIN it takes, when that is known
}

export function fullName(card: Card): string {
  return [card.customer.first_name, card.customer.last_name].filter(Boolean).join(" ");
}

export function subjectOf(
  card: Card,
  scannedAt: number | null,
  reward: string | null = null,
): OperationSubject {
  return {
    cardId: card.id,
    cardNumber: card.card_number,
    name: fullName(card),
    stamps: card.stamp_count,
    points: card.points_balance,
    rewards: card.rewards_available,
    reward,
    staffName: null,
    scannedAt,
  };
}

export function stampIntent(card: Card, count: number, scannedAt: number | null): Intent {
  return {
    operation: { kind: "stamp", body: { card: card.id, count } },
    subject: subjectOf(card, scannedAt),
    stamps: count,
    points: 0,
    reward: null,
    staffPinId: null,
  };
}

export interface Purchase {
  cents: number;
  reference: string;
  stamps: number;
  points: number | null; // as the server counts them; null: it has not said
}

type PointsIntent = Intent & { operation: Extract<OperationBody, { kind: "points" }> };

export function pointsIntent(card: Card, purchase: Purchase, scannedAt: number | null): PointsIntent {
  const { cents, reference, stamps, points } = purchase;
  return {
    operation: {
      kind: "points",
      body: {
        card: card.id,
        purchase_amount_cents: cents,
        ...(reference === "" ? {} : { purchase_reference: reference }),
        ...(stamps === 0 ? {} : { stamps }),
      },
    },
    subject: subjectOf(card, scannedAt),
    stamps,
    points,
    reward: null,
    staffPinId: null,
  };
}

export function stampRewardIntent(card: Card, program: Program, scannedAt: number | null): Intent {
  const reward = program.stamps_reward_description ?? program.card_name;
  return {
    operation: { kind: "stamp_redeem", body: { card: card.id } },
    subject: subjectOf(card, scannedAt, reward),
    stamps: -(card.stamps_target ?? 0),
    points: 0,
    reward,
    staffPinId: null,
  };
}

export function pointsRewardIntent(card: Card, reward: PointsReward, scannedAt: number | null): Intent {
  return {
    operation: { kind: "points_redeem", body: { card: card.id, reward_id: reward.id } },
    subject: subjectOf(card, scannedAt, reward.name),
    stamps: 0,
    points: -reward.points,
    reward: reward.name,
    staffPinId: null,
  };
}

export function voidIntent(card: Card, row: Transaction, reason: string, after: Card | null): Intent {
  return {
    operation: { kind: "void", id: row.id, body: { reason } },
    subject: subjectOf(card, null, row.reward),
    stamps: (after ?? card).stamp_count - card.stamp_count,
    points: (after ?? card).points_balance - card.points_balance,
    reward: row.reward,
    staffPinId: row.staff_pin_id,
  };
}

export function toRequest(intent: Intent, vendorCode: string, proof: Proof): OperationRequest {
  return { ...withProof(intent.operation, proof), vendorCode };
}
