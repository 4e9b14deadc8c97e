import { Icon, useFormat, useText } from '@plinth/component-kit';

/** A draft that is looked at, and by which link. */
export interface OpenPreview {
  readonly link: string;
  /** The address below which its pages are. */
  readonly base: string;
  readonly records: 'environment' | 'samples';
  readonly branch: string;
  readonly expiresAt: string;
}

/** Says that nothing of this is published, and whether the records are real. */
export function PreviewNotice({ preview, environment }: { readonly preview: OpenPreview; readonly environment: string }) {
  const text = useText();
  const format = useFormat();
  const words = { branch: preview.branch, environment, when: format.dateTime(preview.expiresAt) };
  return (
    <p className="player-preview" role="note">
      <Icon name="eye" size={16} />
      {preview.records === 'samples'
        ? text('player.previewSamples', 'Preview of {branch}, not published. The records are made up and end with the link, {when}.', words)
        : text(
            'player.preview',
            'Preview of {branch}, not published. The records are those of {environment}. The link ends {when}.',
            words,
          )}
    </p>
  );
}
