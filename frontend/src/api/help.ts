import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, read } from './client';
import type { components } from './schema';

export type Help = components['schemas']['HelpOut'];
export type HelpLine = components['schemas']['HelpLineOut'];

const line = (kind: HelpLine['kind'], number: string, en: string, zh: string): HelpLine => ({
  kind,
  number,
  name_en: en,
  name_zh: zh,
  hours_en: '',
  hours_zh: '',
  cost_en: '',
  cost_zh: '',
});

/** The numbers of the static strip: help never waits for an answer. */
export const DEFAULT_HELP: Help = {
  lines: [
    line('hotline', '12356', 'Crisis hotline', '心理援助热线'),
    line('emergency', '120', 'Ambulance', '急救'),
    line('emergency', '110', 'Police', '报警'),
  ],
  on_duty: false,
  callback_number: '',
};

export const helpQuery = queryOptions({
  queryKey: ['help'],
  queryFn: () => read(api.GET('/api/v1/help')),
  retryOnMount: false,
});

/** Numbers as the programme configured them, and whether somebody is on duty. */
export function useHelp(): Help {
  const { data } = useQuery(helpQuery);
  return data && data.lines.length > 0 ? data : DEFAULT_HELP;
}
