import { Link } from '@tanstack/react-router'
import { Input, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { Labelled } from '../Labelled.tsx'
import type { Overlaid } from '../overlays.ts'
import { today } from '../today.ts'
import type { ArrangedLayer, ChangeView } from '../useView.ts'
import type { BlueprintSearch } from '../view.ts'
import { LayerTree } from './LayerTree.tsx'
import { OverlaySwitches } from './Overlaid.tsx'

/** The day of the blueprint, its layers, and what of other rooms is laid over it. */
export function LayersPanel(props: {
  arranged: readonly ArrangedLayer[]
  day: string
  view: BlueprintSearch
  change: ChangeView
  overlaid: Overlaid
  loading: boolean
}) {
  const { t } = useTranslation()
  const mayImport = useMay('blueprint.import')
  const { arranged, day, view, change, overlaid } = props
  return (
    <>
      <Labelled label={t('blueprint.asOf')}>
        {(id) => (
          <Input
            id={id}
            {...{ type: 'date', value: day, min: '2000-01-01', max: '2199-12-31' }}
            onChange={({ target }) =>
              change({ on: target.value && target.value !== today() ? target.value : undefined })
            }
          />
        )}
      </Labelled>
      {props.loading && <Skeleton active paragraph={{ rows: 6 }} />}
      <LayerTree arranged={arranged} onChange={(layers) => change({ layers })} />
      <OverlaySwitches {...{ view, change, overlaid }} />
      <p className="bp-links">
        <Link to="/blueprint/layers">{t('blueprint.tree.manage')}</Link>
        <Link to="/account/keys">{t('serviceKeys.connect')}</Link>
        {mayImport && <Link to="/blueprint/import">{t('blueprint.import.title')}</Link>}
      </p>
    </>
  )
}
