import { useText } from '@plinth/component-kit';

/** Stands where this player has no component of that id. */
export function UnknownComponent({ id, version }: { readonly id: string; readonly version: string | undefined }) {
  const text = useText();
  return (
    <div className="plinth-failed" role="note">
      <span>
        <strong>
          {text('page.unknownComponent', 'The component {name} is not installed here.', { name: version ? `${id} ${version}` : id })}
        </strong>{' '}
        {text('page.unknownComponentHint', 'Install it, or reload the window to fetch the current player.')}
      </span>
    </div>
  );
}
