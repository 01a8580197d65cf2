import htmx from 'htmx.org'
import { toast } from './toasts'

interface RequestDetail {
  ctx: {
    request: { method: string; headers: Record<string, string> }
    response?: { status: number; headers: Headers }
  }
}

/** What a person reads when a partial update was refused; 422 is absent, for it comes back as the form with its errors. */
export function sentence(status: number, requestId: string | null): string {
  if (status === 401) return 'You are signed out. Sign in again, then repeat this.'
  if (status === 403) return 'You may not do this. Reload the page if you have just signed in.'
  if (status === 404 || status === 410) return 'This is no longer here. Reload the page to see what is.'
  if (status === 409 || status === 412)
    return 'Someone changed this meanwhile. Reload the page, then try again.'
  if (status === 413) return 'This is larger than the server accepts.'
  if (status === 429) return 'That was too often. Wait a minute, then try again.'
  if (status === 503) return 'The server is busy or restarting. Try again in a minute.'
  const number = requestId ? ` Its number is ${requestId}.` : ''
  return status >= 500 ? `Something failed on the server.${number}` : 'The server did not accept this.'
}

export function wireHtmx(enhance: (root: ParentNode) => void): void {
  refuseScriptInTemplates()

  document.addEventListener('htmx:config:request', (event) => {
    const { request } = (event as CustomEvent<RequestDetail>).detail.ctx
    const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')
    if (request.method !== 'GET' && csrf?.dataset['header'])
      request.headers[csrf.dataset['header']] = csrf.content
  })

  document.addEventListener('htmx:response:error', (event) => {
    const { response } = (event as CustomEvent<RequestDetail>).detail.ctx
    if (!response || response.status === 422) return
    toast(sentence(response.status, response.headers.get('X-Request-Id')), 'bad')
  })

  document.addEventListener('htmx:error', () => {
    toast('The server did not answer. Check the connection, then try again.', 'bad')
  })

  document.addEventListener('htmx:after:process', (event) => {
    if (event.target instanceof Element) enhance(event.target)
  })
}

/** htmx compiles script found in hx-on, filters and js: values. The content security policy forbids it; so do we, by name. */
function refuseScriptInTemplates(): void {
  function Refused(): never {
    throw new Error('Kinora templates carry no script: use an island instead of hx-on, filters or js:')
  }
  htmx.registerExtension('no-script', {
    init: (api: { initSecurity(policy: null, plain: unknown, async: unknown): void }) =>
      api.initSecurity(null, Refused, Refused),
  })
}
