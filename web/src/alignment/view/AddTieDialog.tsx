import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LowerProvision } from '../../../../src/alignment/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { markerOf, sectionOf } from './chapters.ts'
import { ownText, type Row } from './model.ts'

/** Chooses by hand what carries a provision out; likely ones, which the view does not show, come first. */
export function AddTieDialog(props: {
  row: Row
  lower: readonly LowerProvision[]
  likely: readonly string[]
  busy: boolean
  onAdd: (lower: string) => void
  onClose: () => void
}) {
  const { row, lower, likely } = props
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string>()
  const taken = new Set(row.ties.filter(({ state }) => state !== 'rejected').map((tie) => tie.lower))
  const free = lower.filter(({ address }) => !taken.has(address))
  const first = new Set(likely)
  const byAddress = new Map(lower.map((provision) => [provision.address, provision]))
  const optionOf = (provision: LowerProvision) => ({
    value: provision.address,
    label: `${markerOf(provision)} ${provision.title}`,
    words: `${provision.title} ${provision.text}`,
  })
  const groups = [
    { label: t('alignment.addTie.likely'), options: free.filter(({ address }) => first.has(address)).map(optionOf) },
    { label: t('alignment.addTie.rest'), options: free.filter(({ address }) => !first.has(address)).map(optionOf) },
  ].filter(({ options }) => options.length > 0)
  return (
    <FormDialog
      open
      untouched
      title={t('alignment.addTie.title')}
      okText={t('alignment.addTie.ok')}
      okButtonProps={{ disabled: chosen === undefined, loading: props.busy }}
      onOk={() => chosen !== undefined && props.onAdd(chosen)}
      onCancel={props.onClose}
    >
      <p className="add-tie-lede">{t('alignment.addTie.lede', { title: row.title })}</p>
      <Select
        autoFocus
        className="add-tie-select"
        aria-label={t('alignment.addTie.search')}
        placeholder={t('alignment.addTie.search')}
        notFoundContent={t('alignment.addTie.none')}
        value={chosen ?? null}
        onChange={(address) => setChosen(address ?? undefined)}
        showSearch={{ optionFilterProp: 'words' }}
        listHeight={320}
        options={groups}
        optionRender={({ value }) => {
          const provision = byAddress.get(String(value))
          return (
            provision && (
              <div className="add-tie-option">
                <b>
                  {markerOf(provision)} {provision.title}
                </b>
                <small>{sectionOf(provision)}</small>
                <p>{ownText(provision).text.slice(0, 60)}</p>
              </div>
            )
          )
        }}
      />
    </FormDialog>
  )
}
