import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Escalation, Meeting, UnitRef } from '../../../../src/delivery/joint/schemas.ts'
import { organizationsQuery } from '../../gazetteer/api.ts'
import { comma } from '../../shell/punctuation.ts'
import './joint.css'

/** 提请事项 · 会议 · 协调层级: the three pages of this part. */
export function JointTabs() {
  const { t } = useTranslation()
  const active = { className: 'active' }
  return (
    <nav className="part-tabs no-print" aria-label={t('delivery.joint.tabs.label')}>
      <Link to="/escalations" activeProps={active}>
        {t('delivery.joint.tabs.escalations')}
      </Link>
      <Link to="/meetings" activeProps={active}>
        {t('delivery.joint.tabs.meetings')}
      </Link>
      <Link to="/ladders" activeProps={active}>
        {t('delivery.joint.tabs.ladders')}
      </Link>
    </nav>
  )
}

export function EscalationBadge({ state }: { state: Escalation['state'] }) {
  const { t } = useTranslation()
  const look = {
    waiting: 'urgent',
    on_agenda: 'solid',
    answered: 'extracted',
    resolved: 'confirmed',
    withdrawn: 'rejected',
  }
  return <span className={`badge ${look[state]}`}>{t(`delivery.joint.states.${state}`)}</span>
}

export function MeetingBadge({ state }: { state: Meeting['state'] }) {
  const { t } = useTranslation()
  const look = { planned: 'extracted', convened: 'solid', held: 'urgent', minuted: 'confirmed', cancelled: 'rejected' }
  return <span className={`badge ${look[state]}`}>{t(`delivery.joint.meetingStates.${state}`)}</span>
}

export const unitNames = (units: readonly UnitRef[]) => units.map(({ shortName }) => shortName).join(comma())

/** Chooses several organizations of the gazetteer, in the order in which they are chosen. */
export function UnitsPicker(props: {
  value?: readonly UnitRef[]
  onChange?: (value: UnitRef[]) => void
  label: string
  autoFocus?: boolean
  disabled?: boolean
}) {
  const { t } = useTranslation()
  const { value = [], onChange } = props
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery({ ...organizationsQuery({ q, limit: 30 }), enabled: q.length > 0 })
  const known = new Map<string, UnitRef>(value.map((unit) => [unit.id, unit]))
  if (q) for (const { id, name, shortName } of found.data?.items ?? []) known.set(id, { id, name, shortName })
  return (
    <Select
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value.map(({ id }) => id)}
      placeholder={t('units.typeName')}
      aria-label={props.label}
      autoFocus={props.autoFocus ?? false}
      disabled={props.disabled ?? false}
      popupMatchSelectWidth={320}
      loading={found.isFetching}
      notFoundContent={q ? t('units.noneFound') : t('units.typeName')}
      options={[...known.values()].map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(ids: string[]) => {
        setTyped('')
        onChange?.(ids.flatMap((id) => known.get(id) ?? []))
      }}
    />
  )
}
