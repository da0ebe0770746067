#!/usr/bin/env bash
# Tries a deployed stack: its API turns away who has no token, its database answers behind the API's function,
# and a function of the workflow looks for a tray request that nobody made, and says so.
set -euo pipefail
stack=$1

output() {
  aws cloudformation describe-stacks --stack-name "$stack" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}

# Prints what a function of the stack answers to an event.
call() {
  local answer
  answer=$(mktemp)
  aws lambda invoke --function-name "$(output "$1"):live" --cli-binary-format raw-in-base64-out \
    --payload "$2" "$answer" >/dev/null
  cat "$answer"
}

url="$(output TrayApiUrl)/health"
status=$(curl --silent --show-error --retry 5 --retry-all-errors --output /dev/null --write-out '%{http_code}' "$url")
echo "$url without a token: $status"
test "$status" = 401

# As API Gateway would call it for a caller whom the pool knows.
health=$(call TrayStatusArn '{"resource": "/health", "path": "/health", "httpMethod": "GET",
  "requestContext": {"resourcePath": "/health", "requestTimeEpoch": '"$(date +%s000)"',
    "authorizer": {"claims": {"sub": "release", "cognito:groups": "integration", "custom:facilities": "none"}}}}')
echo "$health"
grep -q '"statusCode":200' <<<"$health"

# The answer to this tray comes from the database, by the role's own login: it knows no such request.
tray=$(call CheckEligibilityArn '{"schemaVersion": 1, "executionName": "synthetic", "redrivenAt": null,
  "now": "'"$(date -u +%FT%TZ)"'", "request": {"schemaVersion": 1, "attempt": 1, "source": "SCHEDULED",
  "requestId": "00000000-0000-5000-8000-000000000000", "facilityId": "synthetic",
  "patientId": "synthetic", "serviceDate": "'"$(date +%F)"'", "mealPeriod": "LUNCH"}}')
echo "$tray"
grep -q '"errorType":"org.trayline.kit.MessageMalformed"' <<<"$tray"
grep -q 'the ledger has no such request' <<<"$tray"
