import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OrganizationPicker } from '../../../gazetteer/OrganizationPicker.tsx'
import { jurisdictionsQuery } from '../../../gazetteer/provisional/api.ts'
import { Labelled } from '../../parts/Labelled.tsx'
import { replaced, without } from '../formula/tree.ts'
import { type DraftModel, type PartyRow, type Role, renameParty } from './model.ts'
import { Place } from './Refused.tsx'
import type { Change } from './useDraft.ts'

const ROLES: readonly Role[] = ['upstream', 'downstream', 'both', 'other']

/** Parties: what each is called, on which side it lies, which jurisdiction it is, which unit signs for it. */
export function PartiesPart({ model, change }: { model: DraftModel; change: Change }) {
  const { t } = useTranslation()
  const set = (at: number, part: Partial<PartyRow>) =>
    change((now) => {
      const row = now.parties[at]
      return row ? { ...now, parties: replaced(now.parties, at, { ...row, ...part }) } : now
    })
  const add = () =>
    change((now) => ({
      ...now,
      parties: [...now.parties, { name: '', role: 'both', jurisdiction: null, organization: null }],
    }))
  return (
    <Place at="agreement.parties">
      <p className="quiet">{t('settlement.agreements.editor.partiesLede')}</p>
      {model.parties.map((party, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its name changes while it is typed
        <Place key={index} at={`agreement.parties.${party.name}`} className="party-row">
          <div className="party-fields">
            <Labelled label={t('settlement.agreements.text.party')}>
              <Input
                maxLength={100}
                aria-label={t('settlement.agreements.text.party')}
                value={party.name}
                placeholder={t('settlement.agreements.editor.partyHint')}
                onChange={(event) => {
                  const name = event.target.value
                  change((now) => renameParty(now, index, name), `party ${index}`)
                }}
              />
            </Labelled>
            <Labelled label={t('settlement.agreements.text.role')}>
              <Select<Role>
                aria-label={t('settlement.agreements.text.role')}
                value={party.role}
                onChange={(role) => set(index, { role })}
                options={ROLES.map((value) => ({ value, label: t(`settlement.agreements.roles.${value}`) }))}
              />
            </Labelled>
            <Labelled label={t('settlement.agreements.text.jurisdiction')}>
              <JurisdictionPicker
                value={party.jurisdiction}
                onChange={(jurisdiction) => set(index, { jurisdiction })}
              />
            </Labelled>
            <Labelled label={t('settlement.agreements.text.unit')}>
              <OrganizationPicker
                value={party.organization ? { ...party.organization, shortName: party.organization.name } : null}
                placeholder={t('settlement.agreements.text.unit')}
                onChange={(unit) => set(index, { organization: unit ? { id: unit.id, name: unit.name } : null })}
              />
            </Labelled>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              disabled={model.parties.length <= 2}
              aria-label={t('settlement.agreements.editor.removeParty', { name: party.name })}
              onClick={() => change((now) => ({ ...now, parties: without(now.parties, index) }))}
            />
          </div>
        </Place>
      ))}
      <Button type="dashed" icon={<PlusOutlined />} disabled={model.parties.length >= 20} onClick={add}>
        {t('settlement.agreements.editor.addParty')}
      </Button>
    </Place>
  )
}

/** Chooses a jurisdiction by its name or code. */
function JurisdictionPicker(props: {
  value: PartyRow['jurisdiction']
  onChange: (value: PartyRow['jurisdiction']) => void
}) {
  const { t } = useTranslation()
  const { value, onChange } = props
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery(jurisdictionsQuery(q))
  const known = q && found.data ? found.data.items : value ? [value] : []
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      value={value?.code ?? null}
      placeholder={t('settlement.agreements.editor.jurisdictionHint')}
      aria-label={t('settlement.agreements.text.jurisdiction')}
      popupMatchSelectWidth={260}
      loading={found.isFetching}
      notFoundContent={t('settlement.agreements.editor.typeName')}
      options={known.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
      onChange={(code?: string | null) => {
        const chosen = known.find((one) => one.code === code)
        onChange(chosen ? { code: chosen.code, name: chosen.name } : null)
      }}
    />
  )
}
