import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment } from '../../../../src/plan/schemas.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { confirmMany, useForgetLists } from '../api.ts'
import { useUndo } from '../reader/useUndo.tsx'

/** What can be done with the rows that are ticked; those that others changed meanwhile are left and said so. */
export function SelectionBar({ items, onDone }: { items: readonly Commitment[]; onDone: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const forgetLists = useForgetLists()
  const [busy, setBusy] = useState(false)
  const explain = (error: unknown) => {
    const { title, todo } = problemText(error)
    void message.error(`${title} ${todo}`, 8)
  }
  const { offerUndo } = useUndo(forgetLists, explain)
  const confirm = async () => {
    setBusy(true)
    try {
      const { changeId, results } = await confirmMany({ items: items.map(({ id, revision }) => ({ id, revision })) })
      const confirmed = results.filter(({ outcome }) => outcome === 'confirmed').length
      const left = results.filter(({ outcome }) => outcome !== 'confirmed' && outcome !== 'already').length
      const said = t('reader.confirmedMany', { count: confirmed })
      if (changeId) offerUndo(changeId, said)
      else if (left === 0) void message.success(said)
      if (left > 0) void message.warning(t('reader.leftUnconfirmed', { count: left }), 8)
      onDone()
    } catch (error) {
      explain(error)
    } finally {
      forgetLists()
      setBusy(false)
    }
  }
  return (
    <div className="selection-bar no-print">
      <span>{t('reader.selected', { count: items.length })}</span>
      <Button size="small" type="primary" loading={busy} onClick={() => void confirm()}>
        {t('reader.confirm')}
      </Button>
      <Button size="small" type="text" onClick={onDone}>
        {t('shell.cancel')}
      </Button>
    </div>
  )
}
