import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ladder, LadderPresets } from '../../../../src/delivery/joint/schemas.ts'
import { useMay, useSession } from '../../access/session.ts'
import { send } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed } from '../../shell/punctuation.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { laddersQuery, presetsQuery, useComplain, useForgetJoint } from './api.ts'
import { LadderDialog } from './LadderDialog.tsx'
import { JointTabs, unitNames } from './parts.tsx'

type Preset = LadderPresets['items'][number]

/** 协调层级: how matters rise in the cluster, as it sets it itself. */
export function LaddersPage() {
  const { t } = useTranslation()
  const ladders = useQuery(laddersQuery)
  const mayConfigure = useMay('delivery.configure')
  const presets = useQuery({ ...presetsQuery, enabled: mayConfigure })
  const [editing, setEditing] = useState<{ ladder?: Ladder; preset?: Preset }>()
  const choices = (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { type: 'group', label: t('delivery.joint.ladders.fromPreset') },
          ...(presets.data?.items ?? []).map(({ key, name }) => ({ key, label: name })),
          { type: 'divider' },
          { key: '', label: t('delivery.joint.ladders.blank') },
        ],
        onClick: ({ key }) => {
          const preset = presets.data?.items.find((one) => one.key === key)
          setEditing(preset ? { preset } : {})
        },
      }}
    >
      <Button type="primary">{t('delivery.joint.ladders.add')}</Button>
    </Dropdown>
  )
  return (
    <Page
      title={t('delivery.joint.ladders.title')}
      lede={t('delivery.joint.ladders.lede')}
      actions={mayConfigure && choices}
    >
      <JointTabs />
      {ladders.isPending && <Loading />}
      {ladders.isError && <ProblemNotice problem={ladders.error} onRetry={() => void ladders.refetch()} />}
      {ladders.data?.items.length === 0 && (
        <QuietState title={t('delivery.joint.ladders.none')}>
          {mayConfigure && t('delivery.joint.ladders.noneLede')}
        </QuietState>
      )}
      {ladders.data?.items.map((ladder) => (
        <LadderSheet key={ladder.id} ladder={ladder} onEdit={() => setEditing({ ladder })} />
      ))}
      {editing && <LadderDialog {...editing} onClose={() => setEditing(undefined)} />}
    </Page>
  )
}

function LadderSheet({ ladder, onEdit }: { ladder: Ladder; onEdit: () => void }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const complain = useComplain()
  const forget = useForgetJoint()
  const session = useSession()
  const keeps = useMay('delivery.configure') && session.data?.actor?.organizationId === ladder.owner.id
  const retire = useMutation({
    mutationFn: () => send<void>('DELETE', `/api/v1/ladders/${ladder.id}`, undefined, ladder.revision),
    onSettled: forget,
  })
  return (
    <section className="ladder sheet">
      <div className="ladder-head">
        <h2>{ladder.name}</h2>
        <small className="faint">
          {ladder.cluster.name} · {t('delivery.joint.ladders.keeper', { name: ladder.owner.name })}
        </small>
        {keeps && (
          <span className="no-print">
            <Button size="small" onClick={onEdit}>
              {t('delivery.joint.ladders.edit')}
            </Button>{' '}
            <Button
              size="small"
              type="text"
              onClick={() =>
                modal.confirm({
                  title: t('delivery.joint.ladders.retireAsk', { name: ladder.name }),
                  onOk: () => retire.mutateAsync().catch(complain),
                })
              }
            >
              {t('delivery.joint.ladders.retire')}
            </Button>
          </span>
        )}
      </div>
      {ladder.source && <p className="faint">{ladder.source}</p>}
      <ol className="rungs">
        {[...ladder.tiers].reverse().map((tier) => (
          <li key={tier.id} className={tier.waiting > 0 ? 'here' : ''}>
            {tier.name}
            {tier.waiting > 0 && <small>{t('delivery.joint.ladders.waiting', { count: tier.waiting })}</small>}
            <small>
              {unitNames(tier.hosts)}
              {tier.rotation !== 'none' && `${bracketed(t(`delivery.joint.ladders.rotations.${tier.rotation}`))}`}
            </small>
            <small>
              {tier.answerDays
                ? t('delivery.joint.ladders.days', { count: tier.answerDays })
                : t('delivery.joint.ladders.noDays')}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}
