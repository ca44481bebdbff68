import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { Loaded } from '../../ui/Loaded';
import { Skeleton } from '../../ui/Skeleton';
import { answersOf, type Chosen, type Measure } from './answers';
import { Choose } from './Choose';
import { Questions } from './Questions';
import { Result } from './Result';

/**
 * A self-check: choose, one question a screen, the result at once. Answers live in this page only;
 * the server scores them and forgets them unless somebody with a private key asks it to keep them.
 */
export default function Check() {
  const [measure, choose] = useState<Measure | null>(null);
  return measure ? (
    <Taking measure={measure} onLeave={() => choose(null)} />
  ) : (
    <Choose onChoose={choose} />
  );
}

function Taking({ measure, onLeave }: { measure: Measure; onLeave: () => void }) {
  const path = { measure_id: measure.id };
  const [chosen, answer] = useState<Chosen>({});
  const query = useQuery({
    queryKey: ['check', measure.id],
    queryFn: () => read(api.GET('/api/v1/checks/{measure_id}', { params: { path } })),
    staleTime: 600_000,
  });
  const scoring = useMutation({
    mutationFn: (answers: Record<string, number | null>) =>
      read(api.POST('/api/v1/checks/{measure_id}/score', { params: { path }, body: { answers } })),
  });
  return (
    <Loaded query={query} waiting={<Skeleton lines={6} />}>
      {(form) => {
        const answers = answersOf(form.items, chosen);
        return scoring.data ? (
          <Result form={form} answers={answers} result={scoring.data} onLeave={onLeave} />
        ) : (
          <Questions
            form={form}
            chosen={chosen}
            onAnswer={(link, at) => answer((before) => ({ ...before, [link]: at }))}
            onLeave={onLeave}
            onEnd={() => scoring.mutate(answers)}
            busy={scoring.isPending}
            failure={scoring.error}
          />
        );
      }}
    </Loaded>
  );
}
