import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OrganizationPicker } from '../../gazetteer/OrganizationPicker.tsx'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { MergeFields, outdatedFacts, useMerge } from '../../shell/MergeFields.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed, comma } from '../../shell/punctuation.ts'
import { type TaskDetail, useAmend } from './api.ts'
import { Field } from './Field.tsx'
import { taskRoles } from './filter.ts'
import { leadFirst } from './pastDays.ts'

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
const merged = [...fields, 'units'] as const

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
  const merge = useMerge<Wish>(wishOf(task), task.revision, merged)
  const [wish, setWish] = useState(() => wishOf(task))
  const [reason, setReason] = useState('')
  const amend = useAmend(task.id)
  const before = merge.base
  const changed = fields.filter((field) => wish[field] !== before[field])
  const unitsChanged = JSON.stringify(wish.units) !== JSON.stringify(before.units)
  const send = () => {
    const { title, text, measure, pace, dueOn, units } = wish
    const all = { title, text, measure, pace, dueOn: dueOn || null }
    amend.mutate(
      {
        revision: merge.revision,
        ...Object.fromEntries(changed.map((field) => [field, all[field]])),
        ...(unitsChanged ? { units: units.map(({ organizationId, role }) => ({ organizationId, role })) } : {}),
        reason: reason.trim(),
      },
      {
        onSuccess: onClose,
        onError: (problem) => {
          const now = outdatedFacts(problem)?.current as TaskDetail | undefined
          if (!now) return
          client.setQueryData(['task', task.id], now)
          setWish(merge.meet(wish, wishOf(now), now.revision))
        },
      },
    )
  }
  const words = {
    title: 'delivery.tasks.task',
    text: 'delivery.tasks.text',
    measure: 'delivery.tasks.measure',
    dueOn: 'delivery.tasks.due',
    pace: 'delivery.tasks.paceOf',
    units: 'delivery.tasks.units',
  } as const
  const show = (key: keyof Wish, value: unknown) =>
    key === 'units'
      ? (value as Wish['units'])
          .map(({ name, role }) => `${name}${bracketed(t(`delivery.tasks.roles.${role}`))}`)
          .join(comma())
      : key === 'pace'
        ? t(`delivery.tasks.paces.${value as Wish['pace']}`)
        : String(value || '—')
  return (
    <FormDialog
      open
      width={720}
      title={t('delivery.tasks.amend')}
      okText={t('delivery.tasks.save')}
      okButtonProps={{ disabled: !reason.trim() || (changed.length === 0 && !unitsChanged) || !wish.title.trim() }}
      confirmLoading={amend.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <MergeFields<Wish>
        conflicts={merge.conflicts}
        label={(key) => t(words[key])}
        show={show}
        onTake={(key, value) => setWish((now) => ({ ...now, [key]: value }))}
      />
      <Field label={t('delivery.tasks.task')}>
        {(id) => (
          <Input id={id} value={wish.title} onChange={({ target }) => setWish({ ...wish, title: target.value })} />
        )}
      </Field>
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
      <Field label={t('delivery.tasks.measure')}>
        {(id) => (
          <Input id={id} value={wish.measure} onChange={({ target }) => setWish({ ...wish, measure: target.value })} />
        )}
      </Field>
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
      <Field label={t('delivery.tasks.paceOf')}>
        {(id) => (
          <Select
            id={id}
            value={wish.pace}
            aria-label={t('delivery.tasks.paceOf')}
            options={(['finite', 'ongoing'] as const).map((value) => ({
              value,
              label: t(`delivery.tasks.paces.${value}`),
            }))}
            onChange={(pace) => setWish({ ...wish, pace })}
          />
        )}
      </Field>
      <p className="section-title">{t('delivery.tasks.units')}</p>
      <UnitRows units={wish.units} onChange={(units) => setWish({ ...wish, units })} />
      <Field label={t('delivery.tasks.reason')}>
        {(id) => <Input.TextArea id={id} rows={2} value={reason} onChange={({ target }) => setReason(target.value)} />}
      </Field>
      {amend.isError && !outdatedFacts(amend.error) && <ProblemNotice problem={amend.error} />}
    </FormDialog>
  )
}

/** Who answers, with roles; units are added by any of their names. */
export function UnitRows({ units, onChange }: { units: Wish['units']; onChange: (units: Wish['units']) => void }) {
  const { t } = useTranslation()
  return (
    <ul className="dispatch-units">
      {leadFirst(units).map((one) => (
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
