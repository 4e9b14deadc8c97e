import { Icon, useText } from '@plinth/component-kit';
import { ToolButton } from '../parts/tool-button.tsx';

/** What came of something that was done to an application. */
export interface HomeNotice {
  readonly message: string;
  readonly hint?: string;
  readonly bad?: true;
  readonly action?: { readonly title: string; run(): void };
}

/** Tells it above the list, until it is dismissed. */
export function NoticeLine({ notice, onClose }: { readonly notice: HomeNotice; onClose(): void }) {
  const text = useText();
  return (
    <div className="studio-home-notice" data-tone={notice.bad === true ? 'bad' : 'good'} role={notice.bad === true ? 'alert' : 'status'}>
      <Icon name={notice.bad === true ? 'alert-circle' : 'check'} size={16} />
      <p>
        <bdi>{notice.message}</bdi> {notice.hint}
      </p>
      {notice.action === undefined ? null : (
        <button type="button" className="studio-link" onClick={notice.action.run}>
          {notice.action.title}
        </button>
      )}
      <ToolButton icon="x" label={text('page.dismiss', 'Dismiss')} onClick={onClose} />
    </div>
  );
}
