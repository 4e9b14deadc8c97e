import type { RecordOf } from '@plinth/app-definition';
import { Icon, saveFile, useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import { useRef } from 'react';
import type { ApplicationText } from './application-texts.ts';
import { readExchange, writeExchange } from './exchange.ts';
import { type TranslationEdit, takeIn } from './translation-edits.ts';

interface ExchangeButtonsProps {
  readonly translation: RecordOf<'translation'>;
  readonly texts: readonly ApplicationText[];
  onEdit(edit: TranslationEdit): boolean;
}

const largestFile = 20 * 1024 * 1024;

/** Sends the texts to a translator as a file, and takes in what comes back. */
export function ExchangeButtons({ translation, texts, onEdit }: ExchangeButtonsProps) {
  const text = useText();
  const { application, say } = useWork();
  const input = useRef<HTMLInputElement>(null);
  const save = () => {
    const content = writeExchange(translation.locale, texts, translation.messages);
    saveFile(new Blob([content], { type: 'application/json' }), `${application}.${translation.locale}.json`);
  };
  const take = async (file: File) => {
    const read = file.size > largestFile ? null : readExchange(await file.text(), texts);
    if (read === null) {
      say({
        tone: 'bad',
        message: text('studio.translations.notRead', 'This is no file of translations.'),
        hint: text('studio.translations.notReadHelp', 'Take one that was exported here, or JSON of keys and texts, up to 20 MB.'),
      });
      return;
    }
    const count = Object.keys(read.messages).length;
    if (count > 0 && !onEdit(takeIn(translation, read.messages))) return;
    const message = text('studio.translations.taken', '{count, plural, one {# translation is} other {# translations are}} taken in.', {
      count,
    });
    const notes = [
      read.unknown.length === 0
        ? ''
        : text('studio.translations.unknown', '{count} of texts that are not here were left out.', { count: read.unknown.length }),
      read.stale.length === 0
        ? ''
        : text('studio.translations.stale', '{count} are of texts that have changed since: look at them.', { count: read.stale.length }),
    ];
    say({ tone: 'info', message, hint: notes.filter(Boolean).join(' ') || undefined });
  };
  return (
    <>
      <button type="button" className="studio-tool" onClick={save}>
        <Icon name="file-export" size={16} />
        {text('studio.translations.export', 'Export')}
      </button>
      <button type="button" className="studio-tool" onClick={() => input.current?.click()}>
        <Icon name="file-import" size={16} />
        {text('studio.translations.import', 'Import')}
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = '';
          if (file !== undefined) void take(file);
        }}
      />
    </>
  );
}
