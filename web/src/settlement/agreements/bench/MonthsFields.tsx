import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Labelled } from '../../parts/Labelled.tsx'
import { useParameterName, useParameters } from '../../parts/names.ts'
import { keyOf, type SectionAndYear } from './needs.ts'
import { cellsOf, type Months, pasted, type Trial } from './request.ts'

const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1)
/** What most agreements name, where this one names nothing. */
const USUAL = ['ph', 'permanganateIndex', 'ammoniaNitrogen', 'totalPhosphorus', 'bod5']

/** Twelve months by parameters of a section's year, typed or pasted from a spreadsheet. */
export function MonthsFields(props: {
  sections: readonly SectionAndYear[]
  items: readonly string[]
  typed: Trial['typed']
  onChange: (typed: Trial['typed']) => void
}) {
  const { sections, typed, onChange } = props
  const { t } = useTranslation()
  const name = useParameterName()
  const parameters = useParameters().data?.items ?? []
  const [chosen, setChosen] = useState('')
  const [items, setItems] = useState<readonly string[]>(() => [
    ...new Set([...(props.items.length > 0 ? props.items : USUAL), ...itemsTyped(typed)]),
  ])
  const one = sections.find((each) => keyOf(each) === chosen) ?? sections[0]
  if (!one) return null
  const key = keyOf(one)
  const months: Months = typed[key] ?? {}
  const unit = (code: string) => parameters.find((each) => each.code === code)?.unit ?? ''
  const set = (next: Months) => onChange({ ...typed, [key]: next })
  const known = [...new Set([...items, ...parameters.map(({ code }) => code)])]
  return (
    <section className="bench-part no-print">
      <div className="bench-fields">
        <Labelled label={t('settlement.agreements.bench.section')}>
          <Select
            aria-label={t('settlement.agreements.bench.section')}
            value={key}
            onChange={setChosen}
            options={sections.map((each) => ({
              value: keyOf(each),
              label: `${t('settlement.agreements.bench.sectionYear', { ...each })}${typed[keyOf(each)] ? ' ✓' : ''}`,
            }))}
          />
        </Labelled>
        <Labelled label={t('settlement.agreements.editor.items')}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('settlement.agreements.editor.items')}
            value={[...items]}
            onChange={(codes: string[]) => setItems(codes)}
            options={known.map((code) => ({ value: code, label: name(code) }))}
          />
        </Labelled>
      </div>
      <p className="quiet">{t('settlement.agreements.bench.pasteHint')}</p>
      <div className="table-scroll">
        <table className="months-grid">
          <thead>
            <tr>
              <th scope="col">{t('settlement.agreements.bench.month')}</th>
              {items.map((item) => (
                <th key={item} scope="col">
                  {name(item)}
                  {unit(item) && <small>{unit(item)}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {MONTHS.map((month) => (
              <tr key={month}>
                <th scope="row">{t('settlement.parts.month', { month })}</th>
                {items.map((item) => (
                  <td key={item}>
                    <input
                      maxLength={64}
                      aria-label={`${t('settlement.parts.month', { month })} ${name(item)}`}
                      value={months[month]?.[item] ?? ''}
                      onChange={(event) =>
                        set({ ...months, [month]: { ...months[month], [item]: event.target.value } })
                      }
                      onPaste={(event) => {
                        const cells = cellsOf(event.clipboardData.getData('text/plain'))
                        if (cells.length === 1 && cells[0]?.length === 1) return
                        event.preventDefault()
                        set(pasted(months, items, { month, item }, cells))
                      }}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const itemsTyped = (typed: Trial['typed']) =>
  Object.values(typed).flatMap((months) => Object.values(months).flatMap((values) => Object.keys(values)))
