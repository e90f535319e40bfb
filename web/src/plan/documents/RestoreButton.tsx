import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Document } from '../../../../src/plan/schemas.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { useWithdrawal } from '../api.ts'

/** Brings a withdrawn document back, with everything as it was left. It can be withdrawn again, so it asks nothing. */
export function RestoreButton({ document }: { document: Pick<Document, 'id' | 'revision' | 'title'> }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const withdrawal = useWithdrawal(document)
  const restore = () =>
    withdrawal.mutate(
      { act: 'restore' },
      {
        onSuccess: () => void message.success(t('withdrawal.restored', { title: document.title })),
        onError: (problem) => {
          const { title, todo } = problemText(problem)
          void message.error(`${title} ${todo}`, 8)
        },
      },
    )
  return (
    <Button
      size="small"
      className="no-print"
      loading={withdrawal.isPending}
      disabled={withdrawal.isSuccess}
      onClick={restore}
    >
      {t('withdrawal.restore')}
    </Button>
  )
}
