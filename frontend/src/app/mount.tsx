import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from '../api/query';
import { currentLang, LangProvider } from '../lib/i18n';
import { startAnewOnReturn } from '../ui/leave';
import { common } from '../ui/words';

/**
 * Starts an entry. The static crisis strip stays on the page until the words of the frame and
 * whatever `first` waits for are here, so help is never replaced by an empty screen.
 */
export async function mount(app: ReactNode, first: readonly Promise<unknown>[]): Promise<void> {
  startAnewOnReturn();
  await Promise.allSettled([common.load(currentLang()), ...first]);
  const root = document.getElementById('root');
  if (!root) throw new Error('no #root');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={makeQueryClient()}>
        <LangProvider>{app}</LangProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
