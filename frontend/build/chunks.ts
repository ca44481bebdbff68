/** Which files the code is cut into. Left alone, every shared icon would be a request of its own. */

const AGENT = /src\/app\/agent\.tsx$/;

interface Known {
  getModuleInfo(id: string): { importers: string[]; dynamicImporters: string[] } | null;
}

/** Whether the agents' entry leads to a module, at once or when a page is opened. */
function reachesAgents(id: string, known: Known, seen = new Set<string>()): boolean {
  if (AGENT.test(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  const info = known.getModuleInfo(id);
  const users = [...(info?.importers ?? []), ...(info?.dynamicImporters ?? [])];
  return users.some((user) => reachesAgents(user, known, seen));
}

/**
 * What at least two pages for agents need travels in two files with the first one: libraries, which
 * rarely change, and ours. Pages, words and whatever only staff need stay as they are cut.
 */
export const agentChunks = {
  groups: [
    {
      name: (id: string, known: Known): string | null => {
        if (!reachesAgents(id, known)) return null;
        return id.includes('node_modules') ? 'library' : 'shared';
      },
      minShareCount: 2,
    },
  ],
};
