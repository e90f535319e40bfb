import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { LedgerPreview } from '../../../../src/delivery/ledger/schemas.ts'

/** The fields in the order in which a person thinks of them. */
const FIELDS = [
  'title',
  'text',
  'lead',
  'responsible',
  'participants',
  'dueOn',
  'pace',
  'measure',
  'chapter',
  'provision',
  'externalKey',
] as const

interface Props {
  preview: LedgerPreview
  onMapping: (mapping: Readonly<Record<string, number>>) => void
}

/** Which column of the file each field is read from, beside what stands in that column. */
export function MappingTable({ preview, onMapping }: Props) {
  const { t } = useTranslation()
  const { headings, mapping, samples } = preview
  const choose = (field: string, column: number | null) => {
    const others = Object.entries(mapping).filter(([name, used]) => name !== field && used !== column)
    onMapping(Object.fromEntries(column === null ? others : [...others, [field, column]]))
  }
  return (
    <section className="ledger-mapping" aria-label={t('delivery.ledger.mapping')}>
      <h2>{t('delivery.ledger.mapping')}</h2>
      <p>{t('delivery.ledger.mappingLede')}</p>
      <dl>
        {FIELDS.map((field) => {
          const column = mapping[field]
          return (
            <div key={field}>
              <dt>{t(`delivery.ledger.fields.${field}`)}</dt>
              <dd>
                <Select
                  aria-label={t(`delivery.ledger.fields.${field}`)}
                  value={column ?? null}
                  onChange={(chosen) => choose(field, chosen)}
                  options={[
                    { value: null, label: t('delivery.ledger.notUsed') },
                    ...headings.map((heading, index) => ({ value: index, label: heading || `#${index + 1}` })),
                  ]}
                />
                <small>
                  {column === undefined
                    ? ''
                    : samples
                        .map((row) => row[column])
                        .filter(Boolean)
                        .slice(0, 2)
                        .join(' / ')}
                </small>
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
