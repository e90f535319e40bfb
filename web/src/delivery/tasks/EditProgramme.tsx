import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { MergeFields, outdatedFacts, useMerge } from '../../shell/MergeFields.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { type Programme, programmeQuery, useEditProgramme } from './api.ts'
import { Field } from './Field.tsx'
import { frequencies } from './filter.ts'

/** What is due, as one chooses it: at the end of the period, or on a day of its last month. */
type DueDay = 'end' | number
interface Wish {
  title: string
  frequency: Programme['frequency']
  dueDay: DueDay
  opensDaysBefore: number
  receiptDays: number
  endsOn: string
}
const keys = ['title', 'frequency', 'dueDay', 'opensDaysBefore', 'receiptDays', 'endsOn'] as const

const wishOf = (one: Programme): Wish => ({
  title: one.title,
  frequency: one.frequency,
  dueDay: one.dueDay === 'end' ? 'end' : Number(one.dueDay.slice(3)),
  opensDaysBefore: one.opensDaysBefore,
  receiptDays: one.receiptDays,
  endsOn: one.endsOn ?? '',
})

/** The server keeps a day of a month; of it the day counts, whichever month the period ends with. */
const sentDueDay = (day: DueDay) => (day === 'end' ? 'end' : `12-${String(day).padStart(2, '0')}`)

export function EditProgramme({ programme }: { programme: Programme }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('delivery.tasks.editProgramme')}</Button>
      {open && <EditDialog programme={programme} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Changes title and rhythm. Where another was faster, both stand side by side, and nothing typed is lost. */
function EditDialog({ programme, onClose }: { programme: Programme; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const merge = useMerge<Wish>(wishOf(programme), programme.revision, keys)
  const [wish, setWish] = useState(() => wishOf(programme))
  const edit = useEditProgramme(programme.id)
  const changed = keys.filter((key) => wish[key] !== merge.base[key])
  const set = (facts: Partial<Wish>) => setWish((now) => ({ ...now, ...facts }))
  const send = () => {
    const all = { ...wish, title: wish.title.trim(), dueDay: sentDueDay(wish.dueDay), endsOn: wish.endsOn || null }
    edit.mutate(
      { revision: merge.revision, ...Object.fromEntries(changed.map((key) => [key, all[key]])) },
      {
        onSuccess: onClose,
        onError: (problem) => {
          const now = outdatedFacts(problem)?.current as Programme | undefined
          if (!now) return
          client.setQueryData(programmeQuery(programme.id).queryKey, now)
          setWish(merge.meet(wish, wishOf(now), now.revision))
        },
      },
    )
  }
  const dueWords = (day: DueDay) =>
    day === 'end' ? t('delivery.tasks.dueAtEnd') : t('delivery.tasks.dueOnDay', { day: String(day) })
  const labels = {
    title: t('delivery.tasks.programmeTitle'),
    frequency: t('delivery.tasks.frequency'),
    dueDay: t('delivery.tasks.dueDay'),
    opensDaysBefore: t('delivery.tasks.opensDaysBefore'),
    receiptDays: t('delivery.tasks.receiptWithin'),
    endsOn: t('delivery.tasks.programmeEnds'),
  }
  const show = (key: keyof Wish, value: unknown) =>
    key === 'frequency'
      ? t(`delivery.tasks.frequencies.${value as Wish['frequency']}`)
      : key === 'dueDay'
        ? dueWords(value as DueDay)
        : String(value || '—')
  return (
    <FormDialog
      open
      title={t('delivery.tasks.editProgramme')}
      okText={t('delivery.tasks.save')}
      okButtonProps={{ disabled: changed.length === 0 || !wish.title.trim() }}
      confirmLoading={edit.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <MergeFields<Wish>
        conflicts={merge.conflicts}
        label={(key) => labels[key]}
        show={show}
        onTake={(key, value) => set({ [key]: value })}
      />
      <Field label={labels.title}>
        {(id) => (
          <Input id={id} value={wish.title} maxLength={200} onChange={({ target }) => set({ title: target.value })} />
        )}
      </Field>
      <Field label={labels.frequency}>
        {(id) => (
          <Select
            id={id}
            value={wish.frequency}
            aria-label={labels.frequency}
            options={frequencies.map((value) => ({ value, label: t(`delivery.tasks.frequencies.${value}`) }))}
            onChange={(frequency) => set({ frequency })}
          />
        )}
      </Field>
      <Field label={labels.dueDay}>
        {(id) => (
          <Select<DueDay>
            id={id}
            value={wish.dueDay}
            aria-label={labels.dueDay}
            options={(['end', ...Array.from({ length: 31 }, (_, index) => index + 1)] as DueDay[]).map((value) => ({
              value,
              label: dueWords(value),
            }))}
            onChange={(dueDay) => set({ dueDay })}
          />
        )}
      </Field>
      <Field label={labels.opensDaysBefore}>
        {(id) => (
          <InputNumber
            id={id}
            min={0}
            max={120}
            precision={0}
            value={wish.opensDaysBefore}
            onChange={(days) => set({ opensDaysBefore: days ?? 0 })}
          />
        )}
      </Field>
      <Field label={labels.receiptDays}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={60}
            precision={0}
            value={wish.receiptDays}
            onChange={(days) => set({ receiptDays: days ?? 1 })}
          />
        )}
      </Field>
      <Field label={labels.endsOn}>
        {(id) => (
          <Input
            id={id}
            type="date"
            min={programme.startsOn}
            value={wish.endsOn}
            onChange={({ target }) => set({ endsOn: target.value })}
          />
        )}
      </Field>
      <p className="faint">{t('delivery.tasks.editProgrammeNote')}</p>
      {edit.isError && !outdatedFacts(edit.error) && <ProblemNotice problem={edit.error} />}
    </FormDialog>
  )
}
