import { afterEach, describe, expect, it, vi } from 'vitest';
import { askPasskey, makePasskey, offersPasskeys, troubleOf } from './passkey';

const buffer = (...bytes: number[]) => Uint8Array.from(bytes).buffer;
const SECRET = buffer(...Array<number>(32).fill(251));
const TO_MAKE = { rp_id: 'eap.example', challenge: '_-8', user: 'AQ', salt: '-_8', known: [] };
const TO_USE = {
  rp_id: 'eap.example',
  challenge: '_-8',
  passkeys: [{ credential_id: 'AQID', salt: '-_8', transports: ['internal', 'new-one'] }],
};

const credential = (prf: object, response: object) => ({
  rawId: buffer(1, 2, 3),
  authenticatorAttachment: 'platform',
  getClientExtensionResults: () => ({ prf }),
  response: { clientDataJSON: buffer(1), ...response },
});
const made = (prf: object) =>
  credential(prf, {
    attestationObject: buffer(2),
    getTransports: () => ['new-one', 'internal'],
  });
const used = (prf: object) =>
  credential(prf, { authenticatorData: new Uint8Array([9, 3]).subarray(1), signature: buffer(4) });

function browser(parts: { create?: unknown; get?: unknown; able?: object }) {
  const answer = (given: unknown) =>
    vi.fn(async (_options: object) => {
      if (given instanceof Error) throw given;
      return given;
    });
  const credentials = { create: answer(parts.create), get: answer(parts.get) };
  vi.stubGlobal('PublicKeyCredential', { getClientCapabilities: async () => parts.able });
  vi.stubGlobal('navigator', { credentials, userAgent: 'Mozilla/5.0 (Windows NT 10.0)' });
  return credentials;
}

const failed = (name: string) => Object.assign(new Error('a browser says much'), { name });
const trouble = (act: Promise<unknown>) => act.then(() => 'none', troubleOf);

afterEach(() => vi.unstubAllGlobals());

describe('a browser', () => {
  it('offers passkeys unless it says that it has none, or none with a secret', async () => {
    vi.stubGlobal('PublicKeyCredential', undefined);
    expect(await offersPasskeys()).toBe(false);
    browser({ able: { 'extension:prf': false } });
    expect(await offersPasskeys()).toBe(false);
    browser({ able: { 'extension:prf': true } });
    expect(await offersPasskeys()).toBe(true);
    browser({ able: {} });
    expect(await offersPasskeys()).toBe(true);
  });
});

describe('a passkey', () => {
  it('is made for its owner only, and told without the secret', async () => {
    const { create } = browser({ create: made({ enabled: true }) });
    const fresh = await makePasskey(TO_MAKE, 'Li Wen');
    expect(fresh.told).toEqual({ credential_id: 'AQID', client_data: 'AQ', attestation: 'Ag' });
    expect([fresh.device, fresh.transports]).toEqual(['windows', ['internal']]);
    expect(fresh.use.passkeys[0]?.salt).toBe('-_8');
    const publicKey = (create.mock.calls[0]?.[0] as CredentialCreationOptions | undefined)
      ?.publicKey;
    expect(publicKey?.authenticatorSelection?.userVerification).toBe('required');
    expect([...new Uint8Array(publicKey?.challenge as ArrayBuffer)]).toEqual([255, 239]);
  });

  it('that keeps no secret is none', async () => {
    for (const prf of [{}, { enabled: false }]) {
      browser({ create: made(prf) });
      expect(await trouble(makePasskey(TO_MAKE, 'Li Wen'))).toBe('unable');
    }
    browser({ get: used({}) });
    expect(await trouble(askPasskey(TO_USE))).toBe('unable');
  });

  it('gives its secret for the salt of that passkey', async () => {
    const { get } = browser({ get: used({ results: { first: SECRET } }) });
    const told = await askPasskey(TO_USE);
    expect(told).toEqual({
      credential_id: 'AQID',
      client_data: 'AQ',
      authenticator_data: 'Aw',
      signature: 'BA',
      secret: `${'-_v7'.repeat(10)}-_s`,
    });
    const publicKey = (get.mock.calls[0]?.[0] as CredentialRequestOptions | undefined)?.publicKey;
    const asked = publicKey?.extensions?.prf?.evalByCredential?.AQID?.first;
    expect([...new Uint8Array(asked as ArrayBuffer)]).toEqual([251, 255]);
  });

  it.each([
    ['NotAllowedError', 'cancelled'],
    ['AbortError', 'cancelled'],
    ['InvalidStateError', 'there'],
    ['SecurityError', 'address'],
    ['NotSupportedError', 'unable'],
  ])('%s means %s, and nothing of what the browser says is passed on', async (name, means) => {
    browser({ create: failed(name), get: failed(name) });
    expect(await trouble(makePasskey(TO_MAKE, 'Li Wen'))).toBe(means);
    expect(await trouble(askPasskey(TO_USE))).toBe(means);
  });
});
