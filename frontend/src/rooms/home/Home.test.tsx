import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { paths } from '../../lib/paths';
import { serve, show } from '../../testing';
import Home from './Home';

const hrefs = () => screen.getAllByRole('link').map((link) => link.getAttribute('href'));

describe('home', () => {
  it('offers help before anything else, and without waiting for the server', async () => {
    serve({ 'GET /api/v1/help': () => new Promise<Response>(() => {}) });
    await show(<Home />, { known: [paths.book, paths.sessions] });
    expect(hrefs().slice(0, 4)).toEqual(['tel:12356', '/now?lang=en#call', 'tel:120', 'tel:110']);
  });

  it('leads nowhere that does not exist', async () => {
    await show(<Home />, { known: [] });
    expect(hrefs().some((href) => href?.startsWith('/') && !href.startsWith('/now'))).toBe(false);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('lists the self-check only where one is set up (%s)', async (self_checks, times) => {
    serve({ 'GET /api/v1/session': { kind: 'anonymous', neutral_name: 'Harbour', self_checks } });
    await show(<Home />, { known: [paths.check, paths.groups] });
    expect(await screen.findByRole('link', { name: 'Groups and workshops' })).toBeTruthy();
    expect(screen.queryAllByRole('link', { name: 'Self-check' })).toHaveLength(times);
  });

  it('books in one tap, and says in both languages who sees it', async () => {
    await show(<Home />, { known: [paths.book], lang: 'zh-Hans' });
    expect(screen.getByRole('link', { name: '预约咨询' }).getAttribute('href')).toBe('/book');
    expect(screen.getByText('您的主管和人事都看不到您的预约。')).toBeTruthy();
  });

  it('shows the numbers the programme configured', async () => {
    const line = (kind: string, number: string, name: string) => ({
      kind,
      number,
      name_en: name,
      name_zh: name,
      hours_en: '24 h',
      hours_zh: '全天',
      cost_en: 'local rate',
      cost_zh: '市话费',
    });
    serve({
      'GET /api/v1/help': {
        lines: [
          line('hotline', '800-100', 'Listening line'),
          line('emergency', '112', 'Emergency'),
        ],
        on_duty: true,
        callback_number: '800-200',
      },
    });
    await show(<Home />);
    const call = await screen.findByRole('link', { name: /Call 800-100/ });
    expect(call.textContent).toContain('Listening line · 24 h · local rate');
    expect(screen.getByText('The call comes from 800-200, not from the company.')).toBeTruthy();
    expect(screen.queryByText(/12356/)).toBeNull();
  });
});
