"""For operators: whether the service lives and is ready, and its numbers."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from tornado.web import RequestHandler

from autograder.service.health import Health
from autograder.service.web.server import Route


class HealthHandler(RequestHandler):
    """Answers 200 or 503: whether the service is ready or, with `?live`, whether it lives."""

    def initialize(self, health: Health) -> None:
        """Take what it tells of."""
        self._health = health

    def get(self) -> None:
        """Say it in JSON, too."""
        health = self._health
        asked = health.live if "live" in self.request.arguments else health.live and health.ready
        self.set_status(200 if asked else 503)
        self.write({"live": health.live, "ready": health.ready, "trouble": health.trouble})


class MetricsHandler(RequestHandler):
    """Answers Prometheus."""

    def initialize(self, registry: CollectorRegistry) -> None:
        """Take what it tells of."""
        self._registry = registry

    def get(self) -> None:
        """Write all metrics."""
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.write(generate_latest(self._registry))


def routes(health: Health, registry: CollectorRegistry) -> list[Route]:
    """Return the handlers for operators."""
    return [
        (r"/health", HealthHandler, {"health": health}),
        (r"/metrics", MetricsHandler, {"registry": registry}),
    ]
