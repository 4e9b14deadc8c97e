import { type Definition, recordOf } from '@plinth/app-definition';
import type { Canvas } from '@plinth/studio-canvas';
import { effect } from '@preact/signals-core';
import { useEffect, useState } from 'react';
import type { PageWork } from '../page-work.ts';
import { KeptShell } from '../plan/kept-shell.ts';
import { planOfPage, samplesOf } from '../plan/plan-of-page.ts';
import { sampleParameters } from '../plan/sample-parameters.ts';
import type { Released } from '../plan/use-released.ts';

/** What the canvas shows follows from these. */
type Sources = readonly [canvas: Canvas | null, definition: Definition, data: string, language: string];

/**
 * Keeps the canvas on the page as it is: told in the act of a change, and not when whatever stands around the canvas is drawn for it.
 * Throws what keeps the page from being planned.
 */
export function useCanvasPage(page: PageWork, released: Released): void {
  const [shells] = useState(() => new KeptShell(page.work));
  const [failure, setFailure] = useState<{ readonly reason: unknown } | null>(null);
  useEffect(() => {
    let shown: Sources | null = null;
    return effect(() => {
      page.work.session.revision.value;
      const sources: Sources = [page.canvas.value, page.definition(), page.data.value, page.language.value];
      // That the server has an action changes nothing of what is seen.
      if (shown?.every((each, at) => each === sources[at]) === true) return;
      shown = sources;
      const [canvas, definition] = sources;
      try {
        keepSelected(page, definition);
        page.shell.value = shells.of(definition, released.shell, page.language.value);
        if (canvas !== null) show(page, canvas, released, page.shell.value);
      } catch (reason) {
        // Whoever changed the definition is not to suffer from it.
        setFailure({ reason });
      }
    });
  }, [page, released, shells]);
  if (failure !== null) throw failure.reason;
}

function show(page: PageWork, canvas: Canvas, released: Released, shell: NonNullable<PageWork['shell']['value']>): void {
  const definition = page.definition();
  const record = recordOf(definition, 'page', page.page);
  if (record === null) return;
  const data = page.data.peek();
  const plan = planOfPage(definition, record, released.plan);
  const samples = samplesOf(definition, plan, data === 'samples' ? null : released.plan, shell);
  canvas.show({ plan, shell, samples, data, parameters: sampleParameters(plan.page) });
}

/** What is gone can no longer be selected. */
function keepSelected(page: PageWork, definition: Definition): void {
  const selection = page.work.selection.peek();
  const there = selection.filter((id) => definition.records.get(id) !== undefined);
  if (there.length < selection.length) page.select(there);
}
