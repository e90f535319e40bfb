import { App, Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceDetail } from '../../../../../src/exchange/schemas.ts'
import { FormDialog } from '../../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { todayHere } from '../../../shell/time.ts'
import { useRefresh } from '../api.ts'

/** 登记更新: the provider says that the data are new as of a day. */
export function RefreshButton({ resource }: { resource: ResourceDetail }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button className="no-print" onClick={() => setOpen(true)}>
        {t('exchange.catalogue.acts.refresh')}
      </Button>
      {open && <RefreshDialog resource={resource} onClose={() => setOpen(false)} />}
    </>
  )
}

function RefreshDialog({ resource, onClose }: { resource: ResourceDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [day, setDay] = useState(todayHere)
  const [note, setNote] = useState('')
  const [once] = useState(() => crypto.randomUUID())
  const [dayField, noteField] = [useId(), useId()]
  const refresh = useRefresh(resource.id)
  return (
    <FormDialog
      open
      untouched={note === ''}
      title={t('exchange.catalogue.acts.refreshTitle', { name: resource.name })}
      okText={t('exchange.catalogue.acts.refresh')}
      okButtonProps={{ disabled: day === '' }}
      confirmLoading={refresh.isPending}
      onCancel={onClose}
      onOk={() =>
        refresh.mutate(
          { body: { refreshedOn: day, note: note.trim() }, once },
          {
            onSuccess: () => {
              void message.success(t('exchange.catalogue.saved'))
              onClose()
            },
          },
        )
      }
    >
      <p>{t('exchange.catalogue.acts.refreshLede')}</p>
      <label htmlFor={dayField}>{t('exchange.catalogue.refreshes.day')}</label>
      <Input id={dayField} type="date" max={todayHere()} value={day} onChange={(event) => setDay(event.target.value)} />
      <label htmlFor={noteField}>{t('exchange.catalogue.refreshes.note')}</label>
      <Input.TextArea
        id={noteField}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {refresh.isError && <ProblemNotice problem={refresh.error} />}
    </FormDialog>
  )
}
