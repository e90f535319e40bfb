import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemClass } from '../../../../src/monitoring/index.ts'
import type { AssessmentDetail, AssessmentObservations } from '../../../../src/monitoring/schemas.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { bracketed, comma } from '../../shell/punctuation.ts'
import { ClassMark } from '../shared/ClassMark.tsx'
import { useClassText } from '../shared/classes.ts'
import { useParameters } from '../shared/parameters.ts'
import { measuredText, shortNumber, withUnit } from '../shared/values.ts'
import { type Derivation, orderedItems, placeText } from './derivation.ts'
import { ObservationsBehind } from './ObservationsBehind.tsx'

type KeptValue = AssessmentDetail['values'][string]

/** Every item with its value, what was done to it, the limit that it meets and the one that it fails. */
export function ItemTable(props: {
  one: AssessmentDetail
  derivation: Derivation
  behind: AssessmentObservations | undefined
}) {
  const { t } = useTranslation()
  const { one, derivation, behind } = props
  const items = [...orderedItems(derivation), ...derivation.apart]
  if (items.length === 0) return null
  return (
    <div className="mon-scroll">
      <table className="mon-table cards sec-items">
        <thead>
          <tr>
            {(
              ['item', 'measured', 'treatment', 'compared', 'class', 'meetsLimit', 'failsLimit', 'basisOf'] as const
            ).map((head) => (
              <th key={head} scope="col">
                {t(`monitoring.sections.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Item
              key={item.code}
              item={item}
              kept={one.values[item.code]}
              decides={
                derivation.decidedBy.includes(item.code) && derivation.decidedBy.length < derivation.items.length
              }
              apart={derivation.apart.includes(item)}
              aside={(derivation.aside ?? []).flatMap(({ parameter, datastreams }) =>
                parameter === item.code ? datastreams : [],
              )}
              behind={one.period === 'month' ? behind : undefined}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Item(props: {
  item: ItemClass
  kept: KeptValue | undefined
  decides: boolean
  apart: boolean
  aside: readonly number[]
  behind: AssessmentObservations | undefined
}) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const { nameOf } = useParameters()
  const said = useClassText()
  const { item, kept, decides, apart, aside, behind } = props
  const [open, setOpen] = useState(decides)
  const { compared, meets, fails, provenance } = item
  const name = nameOf(item.code)
  const measured = measuredText(compared.measured, compared.belowDetection)
  const limit = (used: ItemClass['meets']) =>
    used ? `${withUnit(used.limit, compared.unit)}${bracketed(said(used.class))}` : '—'
  const treatment = compared.treatment.map((what) =>
    t(`monitoring.sections.treatments.${what}`, { decimals: compared.decimals }),
  )
  const id = `behind-${item.code}`
  return (
    <Fragment>
      <tr className={decides ? 'decides' : undefined}>
        <td>
          {behind ? (
            <button
              type="button"
              className="plain sec-toggle"
              aria-expanded={open}
              aria-controls={id}
              onClick={() => setOpen(!open)}
            >
              {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />} {name}
            </button>
          ) : (
            name
          )}
          {decides && <small className="decides">{t('monitoring.sections.decides')}</small>}
          {apart && <small>{t('monitoring.sections.apart')}</small>}
        </td>
        <td data-label={t('monitoring.sections.measured')}>
          {withUnit(measured, compared.unit)}
          {kept && <SourceNote kept={kept} />}
        </td>
        <td data-label={t('monitoring.sections.treatment')}>
          {treatment.length > 0 ? treatment.join(comma()) : t('monitoring.sections.asItCame')}
          {item.bySaturation && <small>{t('monitoring.sections.bySaturation', { percent: item.bySaturation })}</small>}
        </td>
        <td data-label={t('monitoring.sections.compared')} className="tight">
          {withUnit(shortNumber(compared.value, 6), compared.unit)}
        </td>
        <td data-label={t('monitoring.sections.class')}>
          <ClassMark of={item.class} />
        </td>
        <td data-label={t('monitoring.sections.meetsLimit')} className="tight">
          {limit(meets)}
        </td>
        <td data-label={t('monitoring.sections.failsLimit')} className="tight">
          {limit(fails)}
        </td>
        <td data-label={t('monitoring.sections.basisOf')}>
          {provenance.standard} <small>{placeText(provenance.place, language)}</small>
        </td>
      </tr>
      {open && behind && (
        <tr id={id} className="behind">
          <td colSpan={8}>
            <ObservationsBehind code={item.code} behind={behind} aside={aside} />
          </td>
        </tr>
      )}
    </Fragment>
  )
}

/** One datum, or the mean of how many; by which way of measuring; how many stand out. */
function SourceNote({ kept }: { kept: KeptValue }) {
  const { t } = useTranslation()
  const words = [
    t(`monitoring.sections.of.${kept.of}`, { count: kept.count }),
    t(`monitoring.sections.from.${kept.from}`),
    kept.of === 'mean' && kept.below > 0 ? t('monitoring.sections.below', { count: kept.below }) : '',
    kept.flagged > 0 ? t('monitoring.sections.flagged', { count: kept.flagged }) : '',
    kept.without > 0 ? t('monitoring.sections.without', { count: kept.without }) : '',
  ].filter(Boolean)
  return <small>{words.join(comma())}</small>
}
