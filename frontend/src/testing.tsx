import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, waitFor } from '@testing-library/react';
import { type ReactNode, Suspense } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';
import { makeQueryClient } from './api/query';
import { forgetAll } from './lib/forget';
import { type Lang, LangProvider } from './lib/i18n';
import { KnownPaths } from './lib/known';

/** What the server of a test answers: by "METHOD /path", a body, or a function of the request. */
export type Answers = Record<
  string,
  unknown | ((request: Request) => Response | Promise<Response>)
>;

let answers: Answers = {};

/** Sets the answers of the server for this test. What is not listed is answered 404. */
export function serve(next: Answers): void {
  answers = next;
}

async function answer(request: Request): Promise<Response> {
  const given = answers[`${request.method} ${new URL(request.url).pathname}`];
  if (typeof given === 'function') return given(request);
  if (given === undefined) return problem(404, 'not_found');
  return Response.json(given);
}

/** A refusal as the server writes it. */
export function problem(status: number, code: string, extra: object = {}): Response {
  return new Response(JSON.stringify({ status, code, title: 'Refused.', ...extra }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}

beforeEach(() => {
  answers = {};
  vi.stubGlobal('fetch', answer);
  document.documentElement.lang = 'en-GB';
  history.replaceState(null, '', '/');
  // What a test that leaves puts in the place of everything.
  document.body.replaceChildren();
  delete document.documentElement.dataset.left;
});

afterEach(() => {
  cleanup();
  forgetAll();
  localStorage.clear();
  sessionStorage.clear();
});

/** Shows an element as a page would: words loaded, in `lang`, with `known` addresses. */
export async function show(
  element: ReactNode,
  { lang = 'en', known = [] }: { lang?: Lang; known?: readonly string[] } = {},
) {
  document.documentElement.lang = lang === 'en' ? 'en-GB' : 'zh-Hans';
  const tree = (
    <QueryClientProvider client={makeQueryClient()}>
      <LangProvider>
        <KnownPaths paths={known}>
          <Suspense fallback="waiting">{element}</Suspense>
        </KnownPaths>
      </LangProvider>
    </QueryClientProvider>
  );
  const shown = await act(async () => render(tree));
  await waitFor(() => {
    if (shown.container.textContent === 'waiting') throw new Error('words are still on their way');
  });
  return shown;
}
