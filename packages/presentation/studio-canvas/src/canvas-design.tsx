import { Icon, useText } from '@plinth/component-kit';
import type { PageDesign } from '@plinth/page-renderer';
import { createContext, Fragment, type FragmentInstance, type ReactNode, useCallback, useContext } from 'react';
import type { InstancePlaces } from './instance-places.ts';

export const PlacesContext = createContext<InstancePlaces | null>(null);

function Instance({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const places = useContext(PlacesContext);
  const keep = useCallback(
    (fragment: FragmentInstance | null) => (fragment === null ? undefined : places?.keep(id, fragment)),
    [places, id],
  );
  return <Fragment ref={keep}>{children}</Fragment>;
}

function EmptySlot({ instance }: { readonly instance: string }) {
  const text = useText();
  const places = useContext(PlacesContext);
  const keep = useCallback(
    (element: HTMLElement | null) => (element === null ? undefined : places?.keepEmpty(instance, element)),
    [places, instance],
  );
  return (
    <div className="canvas-empty-slot" ref={keep}>
      <Icon name="square-rounded-plus" size={16} />
      <span>{text('studio.emptySlot', 'Drop components here')}</span>
    </div>
  );
}

/** What stands around instances on the canvas: nothing that is seen, but their places are known. */
export const canvasDesign: PageDesign = { Instance, EmptySlot };
