import type { RecordOf } from '@plinth/app-definition';
import { saveFile, useText } from '@plinth/component-kit';
import { PlinthError } from '@plinth/foundation';
import { ToolButton } from '@plinth/studio-frame';
import { useRef } from 'react';
import { useProcessWork } from '../process-work.ts';
import { importReport } from './import-report.tsx';

/** Megabytes; larger models are for the command line. */
const largest = 20;

/** BPMN files: taken as another process, and written. */
export function BpmnBar({ record }: { readonly record: RecordOf<'process'> }) {
  const text = useText();
  const process = useProcessWork();
  const { work } = process;
  const file = useRef<HTMLInputElement>(null);
  const told = (error: unknown) => {
    if (!(error instanceof PlinthError)) throw error;
    work.say({ message: error.message, hint: error.hint, tone: 'bad' });
  };
  const take = async (chosen: File) => {
    if (chosen.size > largest * 1024 * 1024)
      return work.say({
        message: text('studio.bpmn.tooLarge', 'The file is larger than {largest} MB.', { largest }),
        hint: 'plinth process import',
        tone: 'bad',
      });
    const { importBpmn } = await import('./import-bpmn.ts');
    try {
      const { edit, artefact, findings } = importBpmn(await chosen.text(), chosen.name, process.definition());
      if (!process.edit(edit)) return;
      importReport.value = { artefact, file: chosen.name, findings };
      work.open(artefact);
    } catch (error) {
      told(error);
    }
  };
  const write = async () => {
    const { exportBpmn } = await import('./import-bpmn.ts');
    try {
      saveFile(new Blob([exportBpmn(process.definition(), record.key)], { type: 'application/xml' }), `${record.key}.bpmn`);
    } catch (error) {
      told(error);
    }
  };
  return (
    <>
      <input
        ref={file}
        type="file"
        hidden
        accept=".bpmn,.xml"
        aria-label={text('studio.bpmn.file', 'BPMN file')}
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (chosen !== undefined) void take(chosen);
        }}
      />
      <ToolButton icon="file-import" label={text('studio.bpmn.import', 'Import a BPMN file')} onClick={() => file.current?.click()} />
      <ToolButton icon="file-export" label={text('studio.bpmn.export', 'Export as BPMN file')} onClick={() => void write()} />
    </>
  );
}
