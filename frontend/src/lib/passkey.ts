/**
 * Passkeys as the browser offers them: one is made, or used, and gives 32 secret bytes for a salt
 * (WebAuthn's prf). The bytes pass through this page to the server and are kept nowhere.
 */

/** How a browser finds a passkey, and what it asks its secret with; bytes as base64url. */
export interface Offer {
  credential_id: string;
  salt: string;
  transports: readonly string[];
}

interface Asking {
  rp_id: string;
  challenge: string;
}

export interface ToMake extends Asking {
  user: string;
  salt: string;
  known: readonly Offer[];
}

export interface ToUse extends Asking {
  passkeys: readonly Offer[];
}

/** A passkey that was just made, and what is still to be asked of it. */
export interface Made {
  told: { credential_id: string; client_data: string; attestation: string };
  device: Device;
  transports: Transport[];
  use: ToUse;
}

/** How a browser reaches a passkey. */
const TRANSPORTS = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal'] as const;
type Transport = (typeof TRANSPORTS)[number];

export type Device = 'windows' | 'mac' | 'ios' | 'android' | 'linux' | 'key' | 'other';

/**
 * Why there is no passkey: `cancelled` by the person or by time, `unable` to keep a secret, `there`
 * already, or not for the `address` at which this page is.
 */
export type Trouble = 'cancelled' | 'unable' | 'there' | 'address';

export class PasskeyTrouble extends Error {
  override readonly name = 'PasskeyTrouble';

  constructor(readonly trouble: Trouble) {
    super(trouble);
  }
}

/** What went wrong with the passkey itself; null where it was something else, or nothing. */
export const troubleOf = (failure: unknown): Trouble | null =>
  failure instanceof PasskeyTrouble ? failure.trouble : null;

const MINUTES_5 = 300_000;
/** What the server can verify: ES256, EdDSA, RS256. */
const ALGORITHMS = [-7, -8, -257];
const NAMED: Readonly<Record<string, Trouble>> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  InvalidStateError: 'there',
  SecurityError: 'address',
};

/** Whether this browser can make and use passkeys that give a secret, as far as it says. */
export async function offersPasskeys(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined' || !navigator.credentials) return false;
  const able = await PublicKeyCredential.getClientCapabilities?.().catch(() => null);
  return able?.['extension:prf'] !== false;
}

/** Has the device make a passkey under this name. Throws PasskeyTrouble. */
export async function makePasskey(asked: ToMake, name: string): Promise<Made> {
  const { rp_id, challenge, user, salt, known } = asked;
  const made = await attempt(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { id: rp_id, name: rp_id },
        user: { id: bytesOf(user), name, displayName: name },
        challenge: bytesOf(challenge),
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: known.map(descriptorOf),
        // A secret is given only to whoever shows who they are; phones keep one only with a passkey
        // that they can find by themselves.
        authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
        attestation: 'none',
        timeout: MINUTES_5,
        extensions: { prf: {} },
      },
    }),
  );
  if (!made.getClientExtensionResults().prf?.enabled) throw new PasskeyTrouble('unable');
  const response = made.response as AuthenticatorAttestationResponse;
  const credential_id = textOf(made.rawId);
  const transports = response.getTransports?.() ?? [];
  return {
    told: {
      credential_id,
      client_data: textOf(response.clientDataJSON),
      attestation: textOf(response.attestationObject),
    },
    device: made.authenticatorAttachment === 'cross-platform' ? 'key' : deviceHere(),
    transports: TRANSPORTS.filter((one) => transports.includes(one)),
    use: { rp_id, challenge, passkeys: [{ credential_id, salt, transports }] },
  };
}

/** Has the device use one of these passkeys. Throws PasskeyTrouble. */
export async function askPasskey({ rp_id, challenge, passkeys }: ToUse) {
  const salts = passkeys.map(({ credential_id, salt }) => [
    credential_id,
    { first: bytesOf(salt) },
  ]);
  const used = await attempt(() =>
    navigator.credentials.get({
      publicKey: {
        rpId: rp_id,
        challenge: bytesOf(challenge),
        allowCredentials: passkeys.map(descriptorOf),
        userVerification: 'required',
        timeout: MINUTES_5,
        extensions: { prf: { evalByCredential: Object.fromEntries(salts) } },
      },
    }),
  );
  const secret = used.getClientExtensionResults().prf?.results?.first;
  if (!secret) throw new PasskeyTrouble('unable');
  const response = used.response as AuthenticatorAssertionResponse;
  return {
    credential_id: textOf(used.rawId),
    client_data: textOf(response.clientDataJSON),
    authenticator_data: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    secret: textOf(secret),
  };
}

async function attempt(act: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    return (await act()) as PublicKeyCredential;
  } catch (failure) {
    throw new PasskeyTrouble(NAMED[failure instanceof Error ? failure.name : ''] ?? 'unable');
  }
}

const descriptorOf = ({ credential_id, transports }: Offer): PublicKeyCredentialDescriptor => ({
  type: 'public-key',
  id: bytesOf(credential_id),
  transports: transports as AuthenticatorTransport[],
});

const SYSTEMS: readonly [RegExp, Device][] = [
  [/iPhone|iPad|iPod/, 'ios'],
  [/Android/, 'android'],
  [/Windows/, 'windows'],
  [/Mac OS X/, 'mac'],
  [/Linux|CrOS/, 'linux'],
];

const deviceHere = (): Device =>
  SYSTEMS.find(([pattern]) => pattern.test(navigator.userAgent))?.[1] ?? 'other';

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0));
}

function textOf(data: BufferSource): string {
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  const plain = btoa(String.fromCharCode(...bytes));
  return plain.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
