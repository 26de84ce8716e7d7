"""What an operator needs: the hub's settings, what is open by mistake, files to run it by."""
