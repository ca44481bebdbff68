/**
 * The one error the server's answers become. `status` 0 means that no answer came at all.
 * `fields` maps a field's path ("slot", "answers.2") to a code; `extra` holds what else the problem
 * carries, for example the three nearest times beside `slot_taken`. The words belong to the rooms:
 * they translate `code`, and never show `title`.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title = '',
    readonly fields: Readonly<Record<string, string>> = {},
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(code); // messages may end in a log; a code carries no content
  }

  /** What a person may quote when asking for help; opaque, from the server. */
  get reference(): string | undefined {
    const value = this.extra.reference ?? this.extra.request_id;
    return typeof value === 'string' ? value.slice(0, 8) : undefined;
  }
}

/** The code of a refusal; empty for any other failure and for none. */
export const codeOf = (failure: unknown): string =>
  failure instanceof ProblemError ? failure.code : '';

/** No answer: the network is away or the server cannot be reached. */
export const unreachable = (): ProblemError => new ProblemError(0, 'unreachable');

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const text = (value: unknown, fallback: string): string =>
  typeof value === 'string' ? value : fallback;

/** Reads a refused answer; one that is not problem+json still gets a status and a code. */
export async function problemFrom(response: Response): Promise<ProblemError> {
  const body = record(await response.json().catch(() => null));
  const { status: _status, type: _type, code, title, fields, ...extra } = body;
  const codes = Object.entries(record(fields)).map(([field, said]) => [field, String(said)]);
  return new ProblemError(
    response.status,
    text(code, `http_${response.status}`),
    text(title, ''),
    Object.fromEntries(codes),
    { request_id: response.headers.get('X-Request-ID') ?? undefined, ...extra },
  );
}
