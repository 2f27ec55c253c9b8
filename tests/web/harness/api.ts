// What a shop does beside the page under test, through the program's own API.
import { DEMO_PASSWORD, OWNER, type DemoShop } from "./demo.ts";
import type { Program } from "./program.ts";

type Json = Record<string, unknown>;

export interface Caller {
  get<T = Json>(path: string): Promise<T>;
  post<T = Json>(path: string, body: Json): Promise<T>;
  patch<T = Json>(path: string, body: Json): Promise<T>;
}

function callAs(program: Program, headers: Record<string, string>): Caller {
  const send = async (method: string, path: string, body?: Json) => {
    const response = await fetch(`${program.url}/api/v1${path}`, {
      method,
      headers: { ...headers, "Content-Type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? {} : JSON.parse(text)) as never;
  };
  return {
    get: (path) => send("GET", path),
    post: (path, body) => send("POST", path, body),
    patch: (path, body) => send("PATCH", path, body),
  };
}

async function signIn(program: Program, email: string): Promise<string> {
  const body = { email, password: DEMO_PASSWORD };
  return (await callAs(program, {}).post<{ token: string }>("/auth/login", body)).token;
}

export async function asStaff(program: Program, shop: DemoShop): Promise<Caller> {
  const token = await signIn(program, shop.staff);
  return callAs(program, {
    Authorization: `Bearer ${token}`,
    "X-Vendor-Code": shop.code,
  });
}

export async function asOwner(program: Program, shop: DemoShop): Promise<Caller> {
  const token = await signIn(program, OWNER);
  return callAs(program, {
    Authorization: `Bearer ${token}`,
    "X-Vendor-Code": shop.code,
  });
}

export interface NewCard {
  token: string;
  code: string; // what its QR code says
  url: string;
}

let people = 0;

// Somebody joins; each call is another person.
export async function enrol(program: Program, shop: DemoShop, person: Json = {}): Promise<NewCard> {
  const number = ++people;
  const body = {
    first_name: "Nora",
    email: `nora.${number}@mail.example`,
    terms_accepted: true,
    ...person,
  };
  const answer = await callAs(program, {}).post<{
    card_url: string;
    qr_code_data: string;
  }>(`/loyalty/enroll/${shop.code}`, body);
  const path = new URL(answer.card_url).pathname;
  return {
    token: path.split("/").at(-1) ?? "",
    code: answer.qr_code_data,
    url: program.url + path,
  };
}

export function anyPin(shop: DemoShop): string {
  return Object.values(shop.pins)[0] ?? "";
}
