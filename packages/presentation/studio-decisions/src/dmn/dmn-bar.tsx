import type { RecordOf } from '@plinth/app-definition';
import { saveFile, useText } from '@plinth/component-kit';
import { PlinthError } from '@plinth/foundation';
import { ToolButton } from '@plinth/studio-frame';
import { useRef } from 'react';
import { useDecisionWork } from '../decision-work.ts';
import { importReport } from './import-report.tsx';

/** Megabytes; larger models are for the command line. */
const largest = 20;

/** DMN files: taken as another decision, and written. What could not be taken stands there until it is dismissed. */
export function DmnBar({ record }: { readonly record: RecordOf<'decision'> }) {
  const text = useText();
  const decision = useDecisionWork();
  const { work } = decision;
  const file = useRef<HTMLInputElement>(null);
  const take = async (chosen: File) => {
    if (chosen.size > largest * 1024 * 1024)
      return work.say({
        message: text('studio.dmnTooLarge', 'The file is larger than {largest} MB.', { largest }),
        hint: 'plinth decision import',
        tone: 'bad',
      });
    const { importDmn } = await import('./import-dmn.ts');
    try {
      const { edit, artefact, leftOut } = importDmn(await chosen.text(), chosen.name, decision.definition(), null);
      if (!decision.edit(edit)) return;
      importReport.value = { artefact, file: chosen.name, leftOut };
      work.open(artefact);
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      work.say({ message: error.message, hint: error.hint, tone: 'bad' });
    }
  };
  const write = async () => {
    const { exportDmn } = await import('./import-dmn.ts');
    try {
      saveFile(new Blob([exportDmn(decision.definition(), record.key)], { type: 'application/xml' }), `${record.key}.dmn`);
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      work.say({ message: error.message, hint: error.hint, tone: 'bad' });
    }
  };
  return (
    <>
      <input
        ref={file}
        type="file"
        hidden
        accept=".dmn,.xml"
        aria-label={text('studio.dmnFile', 'DMN file')}
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (chosen !== undefined) void take(chosen);
        }}
      />
      <ToolButton icon="file-import" label={text('studio.importDmn', 'Import a DMN file')} onClick={() => file.current?.click()} />
      <ToolButton icon="file-export" label={text('studio.exportDmn', 'Export as DMN file')} onClick={() => void write()} />
    </>
  );
}
