import { App, Button } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../shell/api.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'

/** Says why a change was not made. What others changed meanwhile is not overwritten: the newest is offered. */
export function useExplain(reload: () => Promise<unknown>): (error: unknown) => void {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const problemText = useProblemText()
  return useCallback(
    (error: unknown) => {
      const { title, todo } = problemText(error)
      const stale = error instanceof Problem && (error.status === 412 || error.status === 409)
      const key = 'act-failed'
      notification.error({
        key,
        title: stale && error.status === 412 ? t('reader.changedByOther') : title,
        description: stale && error.status === 412 ? t('reader.changedByOtherTodo') : todo,
        duration: stale ? 0 : 8,
        actions: stale ? (
          <Button size="small" type="primary" onClick={() => void reload().then(() => notification.destroy(key))}>
            {t('reader.loadNewest')}
          </Button>
        ) : undefined,
      })
    },
    [notification, problemText, reload, t],
  )
}
