import '../styles/beginning.css';
import { type Client, listTemplates, type Template } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { ApplicationInArchive } from '../archive/application-in-archive.ts';

/** What an application begins with. */
export type Beginning =
  | { readonly with: 'nothing' }
  | { readonly with: 'data' }
  | { readonly with: 'archive'; readonly name: string; readonly application: ApplicationInArchive }
  | { readonly with: 'template'; readonly template: string };

interface BeginningChoiceProps {
  readonly client: Client;
  readonly tenant: string;
  readonly beginning: Beginning;
  /** `called` is what the application might be called then. */
  onChoose(beginning: Beginning, called?: string): void;
  onArchive(file: File): void;
}

/** Nothing, a file with data, an exported application, or one of the templates: one of them is chosen. */
export function BeginningChoice({ client, tenant, beginning, onChoose, onArchive }: BeginningChoiceProps) {
  const text = useText();
  const group = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [templates, setTemplates] = useState<readonly Template[] | PlinthError | null>(null);
  useEffect(() => {
    const asking = new AbortController();
    client.call(listTemplates, { tenant }, {}, { signal: asking.signal }).then(
      ({ items }) => setTemplates(items),
      (thrown) => {
        if (!asking.signal.aborted) setTemplates(asPlinthError(thrown));
      },
    );
    return () => asking.abort();
  }, [client, tenant]);

  const card = (checked: boolean, icon: string, title: string, help: ReactNode, choose: () => void, more?: ReactNode) => (
    <label key={title} className="studio-beginning">
      <input type="radio" name={group} checked={checked} onChange={choose} onClick={choose} />
      <Icon name={icon} size={20} />
      <span className="studio-beginning-title">
        <bdi>{title}</bdi>
      </span>
      <span className="studio-beginning-help">{help}</span>
      {more}
    </label>
  );
  const archive = beginning.with === 'archive' ? beginning.name : null;
  return (
    <fieldset className="studio-beginnings">
      <legend>{text('studio.beginning.title', 'Begin with')}</legend>
      <div className="studio-beginning-cards">
        {card(
          beginning.with === 'nothing',
          'file',
          text('studio.beginning.nothing', 'An empty page'),
          text('studio.beginning.nothingHelp', 'You build everything.'),
          () => onChoose({ with: 'nothing' }),
        )}
        {card(
          beginning.with === 'data',
          'file-spreadsheet',
          text('studio.beginning.data', 'A table'),
          text('studio.beginning.dataHelp', 'A CSV, Excel or JSON lines file becomes an entity with pages.'),
          () => onChoose({ with: 'data' }),
        )}
        {card(
          beginning.with === 'archive',
          'package',
          text('studio.beginning.archive', 'An exported application'),
          archive === null ? (
            text('studio.beginning.archiveHelp', 'The ZIP file that was exported here or elsewhere, chosen or dropped.')
          ) : (
            <bdi>{archive}</bdi>
          ),
          () => picker.current?.click(),
        )}
        {Array.isArray(templates)
          ? templates.map((template: Template) =>
              card(
                beginning.with === 'template' && beginning.template === template.key,
                template.icon || 'app-window',
                template.label,
                <bdi>{template.description}</bdi>,
                () => onChoose({ with: 'template', template: template.key }, template.label),
                <span className="studio-beginning-counts">
                  {text(
                    'studio.beginning.counts',
                    '{pages, plural, one {# page} other {# pages}}, {entities, plural, one {# entity} other {# entities}}',
                    {
                      pages: template.counts.page ?? 0,
                      entities: template.counts.entity ?? 0,
                    },
                  )}
                </span>,
              ),
            )
          : null}
        {templates === null ? <span className="studio-beginning-waiting" aria-busy="true" /> : null}
      </div>
      {templates !== null && !Array.isArray(templates) ? (
        <p className="studio-beginning-problem" role="alert">
          {text('studio.beginning.noTemplates', 'The templates could not be loaded.')}
        </p>
      ) : null}
      <input
        ref={picker}
        type="file"
        accept=".zip,application/zip"
        hidden
        tabIndex={-1}
        aria-label={text('studio.beginning.archive', 'An exported application')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file can be chosen again after it was mended.
          event.currentTarget.value = '';
          if (file !== undefined) onArchive(file);
        }}
      />
    </fieldset>
  );
}
