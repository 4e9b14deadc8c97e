import { type DefinitionExpressions, inSlices, Usages } from '@plinth/definition-expressions';
import { useEffect, useState } from 'react';

/** Who uses what, found a slice at a time; null until then. Of an older definition while the next one is read. */
export function useUsages(
  expressions: DefinitionExpressions,
): { readonly usages: Usages; readonly expressions: DefinitionExpressions } | null {
  const [found, setFound] = useState<{ readonly usages: Usages; readonly expressions: DefinitionExpressions } | null>(null);
  useEffect(() => {
    const reading = new AbortController();
    void inSlices(Usages.of(expressions), reading.signal).then((usages) => {
      if (usages !== null) setFound({ usages, expressions });
    });
    return () => reading.abort();
  }, [expressions]);
  return found;
}
