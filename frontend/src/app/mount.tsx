import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from '../api/query';
import { currentLang, LangProvider } from '../lib/i18n';
import { finishLeaving, onAway } from '../ui/away';
import { Boundary } from '../ui/Boundary';
import { LastResort } from '../ui/LastResort';
import { startAnewOnReturn } from '../ui/leave';
import { common } from '../ui/words';

/**
 * Starts an entry. The static crisis strip stays on the page until the words of the frame and
 * whatever `first` waits for are here, so help is never replaced by an empty screen; should drawing
 * fail altogether, the numbers come back.
 */
export async function mount(
  app: ReactNode,
  first: (queries: QueryClient) => readonly Promise<unknown>[],
): Promise<void> {
  startAnewOnReturn();
  await finishLeaving();
  const queries = makeQueryClient();
  await Promise.allSettled([common.load(currentLang()), ...first(queries)]);
  const root = document.getElementById('root');
  if (!root) throw new Error('no #root');
  const drawing = createRoot(root);
  onAway(() => drawing.unmount());
  drawing.render(
    <StrictMode>
      <Boundary on="" fallback={() => <LastResort />}>
        <QueryClientProvider client={queries}>
          <LangProvider>{app}</LangProvider>
        </QueryClientProvider>
      </Boundary>
    </StrictMode>,
  );
}
