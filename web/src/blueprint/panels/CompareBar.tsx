import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ArrangedLayer, ChangeView } from '../useView.ts'
import { type BlueprintSearch, shortId } from '../view.ts'

/** What stands right of the swipe: the same layers on another day, or one layer alone. */
export function CompareBar(props: { view: BlueprintSearch; change: ChangeView; arranged: readonly ArrangedLayer[] }) {
  const { t } = useTranslation()
  const { view, change, arranged } = props
  const compare = view.compare ?? ''
  const byDay = compare.includes('-')
  const shown = arranged.filter((one) => one.shown)
  const first = shown.find(({ layer }) => layer.areaM2 !== null) ?? shown[0]
  return (
    <fieldset className="bp-compare" aria-label={t('blueprint.compare.title')}>
      <Select
        aria-label={t('blueprint.compare.what')}
        value={byDay ? 'day' : 'layer'}
        options={[
          { value: 'day', label: t('blueprint.compare.day') },
          { value: 'layer', label: t('blueprint.compare.layer') },
        ]}
        onChange={(what) =>
          change({ compare: what === 'day' ? '2020-01-01' : first ? shortId(first.layer.id) : '2020-01-01' })
        }
      />
      {byDay ? (
        <Input
          {...{ type: 'date', value: compare, min: '2000-01-01', max: '2199-12-31' }}
          aria-label={t('blueprint.compare.day')}
          onChange={(event) => event.target.value && change({ compare: event.target.value })}
        />
      ) : (
        <Select
          aria-label={t('blueprint.compare.layer')}
          value={compare}
          options={arranged
            .filter(({ layer }) => layer.revision > 0)
            .map(({ layer }) => ({ value: shortId(layer.id), label: layer.name }))}
          onChange={(id) => change({ compare: id })}
        />
      )}
    </fieldset>
  )
}
