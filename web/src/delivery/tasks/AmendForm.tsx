import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OrganizationPicker } from '../../gazetteer/OrganizationPicker.tsx'
import { Problem } from '../../shell/api.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { type TaskDetail, useAmend } from './api.ts'
import { Field } from './Field.tsx'
import { taskRoles } from './filter.ts'

type Role = (typeof taskRoles)[number]
interface Wish {
  title: string
  text: string
  measure: string
  dueOn: string
  pace: TaskDetail['pace']
  units: { organizationId: string; name: string; role: Role }[]
}

const wishOf = (task: TaskDetail): Wish => ({
  title: task.title,
  text: task.text,
  measure: task.measure,
  dueOn: task.dueOn ?? '',
  pace: task.pace,
  units: task.units.map(({ organizationId, name, role }) => ({ organizationId, name, role })),
})
const fields = ['title', 'text', 'measure', 'dueOn', 'pace'] as const

export function AmendButton({ task }: { task: TaskDetail }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('delivery.tasks.amend')}</Button>
      {open && <AmendDialog task={task} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Changes a task. Where another was faster, both stand side by side, and nothing typed is lost. */
function AmendDialog({ task, onClose }: { task: TaskDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [base, setBase] = useState(task)
  const [wish, setWish] = useState(() => wishOf(task))
  const [reason, setReason] = useState('')
  const [theirs, setTheirs] = useState<TaskDetail | null>(null)
  const amend = useAmend(task.id)
  const before = wishOf(base)
  const changed = fields.filter((field) => wish[field] !== before[field])
  const unitsChanged = JSON.stringify(wish.units) !== JSON.stringify(before.units)
  const send = () => {
    const { title, text, measure, pace, dueOn, units } = wish
    const all = { title, text, measure, pace, dueOn: dueOn || null }
    amend.mutate(
      {
        revision: base.revision,
        ...Object.fromEntries(changed.map((field) => [field, all[field]])),
        ...(unitsChanged ? { units: units.map(({ organizationId, role }) => ({ organizationId, role })) } : {}),
        reason: reason.trim(),
      },
      {
        onSuccess: onClose,
        onError: (problem) => {
          if (problem instanceof Problem && problem.code === 'version_outdated') {
            const now = problem.facts.current as TaskDetail
            client.setQueryData(['task', task.id], now)
            setTheirs(now)
            setBase(now)
            // What I did not touch follows the other; what I did stays mine, and both are shown.
            setWish((mine) => ({
              ...wishOf(now),
              ...Object.fromEntries(changed.map((field) => [field, mine[field]])),
              ...(unitsChanged ? { units: mine.units } : {}),
            }))
          }
        },
      },
    )
  }
  const other = (field: (typeof fields)[number]) =>
    theirs && wishOf(theirs)[field] !== wish[field] ? (
      <small className="rule-note">
        {t('delivery.tasks.theirs')} {wishOf(theirs)[field]}{' '}
        <button
          type="button"
          className="plain as-link"
          onClick={() => setWish((now) => ({ ...now, [field]: wishOf(theirs)[field] }))}
        >
          {t('delivery.tasks.takeTheirs')}
        </button>
      </small>
    ) : null
  return (
    <Modal
      open
      width={720}
      title={t('delivery.tasks.amend')}
      okText={t('delivery.tasks.save')}
      okButtonProps={{ disabled: !reason.trim() || (changed.length === 0 && !unitsChanged) || !wish.title.trim() }}
      confirmLoading={amend.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {theirs && <p className="rule-note">{t('delivery.tasks.changedMeanwhile')}</p>}
      <Field label={t('delivery.tasks.task')}>
        {(id) => (
          <Input id={id} value={wish.title} onChange={({ target }) => setWish({ ...wish, title: target.value })} />
        )}
      </Field>
      {other('title')}
      <Field label={t('delivery.tasks.text')}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 3, maxRows: 10 }}
            value={wish.text}
            onChange={({ target }) => setWish({ ...wish, text: target.value })}
          />
        )}
      </Field>
      {other('text')}
      <Field label={t('delivery.tasks.measure')}>
        {(id) => (
          <Input id={id} value={wish.measure} onChange={({ target }) => setWish({ ...wish, measure: target.value })} />
        )}
      </Field>
      {other('measure')}
      <Field label={t('delivery.tasks.due')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            value={wish.dueOn}
            onChange={({ target }) => setWish({ ...wish, dueOn: target.value })}
          />
        )}
      </Field>
      {other('dueOn')}
      <p className="section-title">{t('delivery.tasks.units')}</p>
      <UnitRows units={wish.units} onChange={(units) => setWish({ ...wish, units })} />
      <Field label={t('delivery.tasks.reason')}>
        {(id) => <Input.TextArea id={id} rows={2} value={reason} onChange={({ target }) => setReason(target.value)} />}
      </Field>
      {amend.isError && !theirs && <ProblemNotice problem={amend.error} />}
    </Modal>
  )
}

/** Who answers, with roles; units are added by any of their names. */
export function UnitRows({ units, onChange }: { units: Wish['units']; onChange: (units: Wish['units']) => void }) {
  const { t } = useTranslation()
  return (
    <ul className="dispatch-units">
      {units.map((one) => (
        <li key={one.organizationId}>
          <span className={one.role === 'lead' ? 'chosen' : ''}>{one.name}</span>
          <span>
            <Select
              size="small"
              value={one.role}
              aria-label={t('delivery.tasks.role')}
              popupMatchSelectWidth={false}
              options={taskRoles.map((value) => ({ value, label: t(`delivery.tasks.roles.${value}`) }))}
              onChange={(role) =>
                onChange(units.map((unit) => (unit.organizationId === one.organizationId ? { ...unit, role } : unit)))
              }
            />{' '}
            <Button
              size="small"
              type="text"
              aria-label={t('delivery.tasks.dropUnit', { name: one.name })}
              onClick={() => onChange(units.filter(({ organizationId }) => organizationId !== one.organizationId))}
            >
              ×
            </Button>
          </span>
        </li>
      ))}
      <li>
        <OrganizationPicker
          value={null}
          placeholder={t('delivery.tasks.addUnit')}
          onChange={(chosen) => {
            if (!chosen || units.some(({ organizationId }) => organizationId === chosen.id)) return
            const role = units.length === 0 ? 'responsible' : 'participant'
            onChange([...units, { organizationId: chosen.id, name: chosen.name, role }])
          }}
        />
      </li>
    </ul>
  )
}
